-- groups_have_their_document: groups belong to a published document.
select
    groups.doc_id,
    groups.group_id,
from groups
left join documents on groups.doc_id = documents.doc_id
where documents.doc_id is null
