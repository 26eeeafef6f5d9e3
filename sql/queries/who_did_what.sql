-- who_did_what: What somebody did, or what was done to them, latest first.
-- param name text: part of the participant's name
-- param role text = '': actor or recipient; empty for both
-- param type text = '': PLOVER type, such as ASSAULT or CONSULT; empty for all
-- param since date = null: first day of the event; all when not given
-- param until date = null: last day of the event; all when not given
-- param all_modalities boolean = false: true: also what is only announced, demanded, threatened, possible or denied
-- param top integer = 50: rows at most
select
    day,
    entity,
    role,
    type,
    mode,
    counterparts,
    according_to,
    place,
    sentence,
    modality,
    negated,
    title,
    sources,
    event_id,
from actor_timeline
where
    contains(strip_accents(lower(entity)), strip_accents(lower($name)))
    and ($role = '' or role = lower($role))
    and ($type = '' or type = upper($type))
    and ($since is null or day >= $since)
    and ($until is null or day <= $until)
    and ($all_modalities or has_happened)
order by day desc nulls last, event_id asc, role asc
limit $top
