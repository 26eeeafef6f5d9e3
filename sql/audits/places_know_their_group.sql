-- places_know_their_group: places.group_id is a group of the same document, or empty.
select
    places.doc_id,
    places.group_id,
from places
left join groups
    on
        places.group_id = groups.group_id
        and places.doc_id = groups.doc_id
where
    places.group_id <> ''
    and groups.group_id is null
