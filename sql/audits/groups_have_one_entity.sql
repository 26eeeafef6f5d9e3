-- groups_have_one_entity: every group of a document has one link, to an entity or, where people judged so, to none.
select
    coalesce(groups.group_id, entity_groups.group_id) as group_id,
    groups.doc_id,
    count(entity_groups.group_id) as links,
from groups
full join entity_groups
    on
        groups.group_id = entity_groups.group_id
        and groups.doc_id = entity_groups.doc_id
group by all
having
    count(entity_groups.group_id) <> 1
    or bool_or(groups.group_id is null)
    or bool_or(entity_groups.entity_id is null and entity_groups.basis <> 'judgement')
