-- groups_have_one_entity: every group belongs to exactly one entity, and every link starts at a group of that document.
select
    coalesce(groups.group_id, entity_groups.group_id) as group_id,
    groups.doc_id,
    count(entity_groups.entity_id) as entities,
from groups
full join entity_groups
    on
        groups.group_id = entity_groups.group_id
        and groups.doc_id = entity_groups.doc_id
group by all
having
    count(entity_groups.entity_id) <> 1
    or bool_or(groups.group_id is null)
