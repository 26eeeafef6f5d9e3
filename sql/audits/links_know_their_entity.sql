-- links_know_their_entity: every link ends at an entity, and every entity has one.
select
    entity_groups.group_id,
    coalesce(entity_groups.entity_id, entities.entity_id) as entity_id,
from entity_groups
full join entities on entity_groups.entity_id = entities.entity_id
where
    entities.entity_id is null
    or entity_groups.entity_id is null
