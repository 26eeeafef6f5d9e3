-- links_know_their_entity: every link ends at an entity, unless people judged that there is none; every entity has one.
with

links as (
    select *
    from entity_groups
    where
        entity_id is not null
        or basis <> 'judgement'
)

select
    links.group_id,
    coalesce(links.entity_id, entities.entity_id) as entity_id,
from links
full join entities on links.entity_id = entities.entity_id
where
    entities.entity_id is null
    or links.entity_id is null
