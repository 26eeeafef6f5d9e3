-- places: Where things happened: places with their events and position.
-- param country text = '': ISO3; empty for all
-- param type text = '': PLOVER type; empty for all
-- param since date = null: first day of the event; all when not given
-- param until date = null: last day of the event; all when not given
-- param top integer = 50: rows at most
select
    place,
    place_country,
    count(*) as reports,
    count(distinct coalesce(cluster_id, event_id)) as things,
    count(*) filter (where quad in (3, 4)) as conflict_reports,
    max(killed) as most_killed,
    round(avg(lat), 4) as lat,
    round(avg(lon), 4) as lon,
    min(geonames_id) as geonames_id,
from events_flat
where
    has_happened
    and place is not null
    and ($country = '' or place_country = upper($country))
    and ($type = '' or type = upper($type))
    and ($since is null or day >= $since)
    and ($until is null or day <= $until)
group by place, place_country
order by reports desc, place asc
limit $top
