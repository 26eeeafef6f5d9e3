-- timeline: What happened, week by week: events by quad class, and how the tone moves.
-- param country text = '': ISO3 of an actor, recipient or place; empty for all
-- param since date = null: first day of the event; all when not given
-- param until date = null: last day of the event; all when not given
-- param step text = 'week': day, week, month, quarter or year
select
    date_trunc($step, day)::date as period,
    count(*) as reports,
    count(distinct coalesce(cluster_id, event_id)) as things,
    count(*) filter (where quad = 1) as verbal_cooperation,
    count(*) filter (where quad = 2) as material_cooperation,
    count(*) filter (where quad = 3) as verbal_conflict,
    count(*) filter (where quad = 4) as material_conflict,
    round(avg(score), 2) as mean_score,
from events_flat
where
    has_happened
    and day is not null
    and ($since is null or day >= $since)
    and ($until is null or day <= $until)
    and (
        $country = ''
        or list_contains(actor_countries, upper($country))
        or list_contains(recipient_countries, upper($country))
        or coalesce(place_country = upper($country), false)
    )
group by period
order by period asc
