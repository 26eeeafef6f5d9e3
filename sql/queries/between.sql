-- between: Events between two countries, either way round, in order of days.
-- param a text: ISO3 of the one country, such as KEN
-- param b text: ISO3 of the other
-- param since date = null: first day of the event; all when not given
-- param until date = null: last day of the event; all when not given
-- param top integer = 50: rows at most
select
    day,
    actors,
    type,
    mode,
    recipients,
    quad_name,
    score,
    place,
    sentence,
    modality,
    title,
    sources,
    event_id,
from events_between(upper($a), upper($b))
where
    ($since is null or day >= $since)
    and ($until is null or day <= $until)
order by day asc nulls last, event_id asc
limit $top
