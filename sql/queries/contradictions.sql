-- contradictions: Things on whose figures reports differ, with what each source says.
-- param top integer = 50: rows at most
select
    most.contradictions,
    coalesce(most.date_first, most.first_published_on) as day,
    most.actors,
    most.type,
    most.place,
    told.source,
    told.killed,
    told.killed_high,
    told.wounded,
    told.wounded_high,
    told.arrested,
    told.arrested_high,
    told.displaced,
    told.displaced_high,
    told.money,
    told.money_high,
    told.money_currency,
    told.example,
    most.cluster_id,
from most_reported_events as most
inner join source_comparison as told on most.cluster_id = told.cluster_id
where most.is_contradicted
order by most.source_count desc, most.cluster_id asc, told.source asc
limit $top
