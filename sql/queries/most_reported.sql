-- most_reported: Things that happened, the most widely reported first.
-- param type text = '': PLOVER type; empty for all
-- param since date = null: first day of the event; all when not given
-- param until date = null: last day of the event; all when not given
-- param top integer = 50: rows at most
select
    coalesce(date_first, first_published_on) as day,
    actors,
    type,
    recipients,
    place,
    source_count,
    articles,
    sources,
    first_sentence,
    contradictions,
    cluster_id,
from most_reported_events
where
    ($type = '' or type = upper($type))
    and ($since is null or coalesce(date_first, first_published_on) >= $since)
    and ($until is null or coalesce(date_first, first_published_on) <= $until)
order by source_count desc, articles desc, day desc nulls last, cluster_id asc
limit $top
