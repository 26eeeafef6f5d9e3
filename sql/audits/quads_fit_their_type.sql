-- quads_fit_their_type: quad is PLOVER's for the type; SANCTION is 4, as in its test sets.
with

fitting (type, quad) as (
    values
    ('AGREE', 1),
    ('CONSULT', 1),
    ('SUPPORT', 1),
    ('CONCEDE', 1),
    ('COOPERATE', 2),
    ('AID', 2),
    ('RETREAT', 2),
    ('REQUEST', 3),
    ('ACCUSE', 3),
    ('REJECT', 3),
    ('THREATEN', 3),
    ('PROTEST', 4),
    ('SANCTION', 4),
    ('MOBILIZE', 4),
    ('COERCE', 4),
    ('ASSAULT', 4)
)

select
    events.doc_id,
    events.event_id,
    events.type,
    events.quad,
from events
left join fitting
    on
        events.type = fitting.type
        and events.quad = fitting.quad
where fitting.type is null
