-- roles_know_their_event: a participant's event exists in the same document.
select
    event_roles.doc_id,
    event_roles.event_id,
from event_roles
left join events
    on
        event_roles.event_id = events.event_id
        and event_roles.doc_id = events.doc_id
where events.event_id is null
