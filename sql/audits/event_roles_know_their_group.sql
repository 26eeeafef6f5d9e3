-- event_roles_know_their_group: event_roles.group_id is a group of the same document, or empty.
select
    event_roles.doc_id,
    event_roles.group_id,
from event_roles
left join groups
    on
        event_roles.group_id = groups.group_id
        and event_roles.doc_id = groups.doc_id
where
    event_roles.group_id <> ''
    and groups.group_id is null
