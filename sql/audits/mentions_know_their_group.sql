-- mentions_know_their_group: mentions.group_id is a group of the same document, or empty.
select
    mentions.doc_id,
    mentions.group_id,
from mentions
left join groups
    on
        mentions.group_id = groups.group_id
        and mentions.doc_id = groups.doc_id
where
    mentions.group_id <> ''
    and groups.group_id is null
