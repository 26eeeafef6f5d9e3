-- cluster_sides_are_entities: actors and recipients of a cluster are entities.
with

sides as (
    select
        cluster_id,
        unnest(list_concat(actors, recipients)) as entity_id,
    from event_clusters
)

select
    sides.cluster_id,
    sides.entity_id,
from sides
left join entities on sides.entity_id = entities.entity_id
where entities.entity_id is null
