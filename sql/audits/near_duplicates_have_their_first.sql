-- near_duplicates_have_their_first: near-copies are published documents, and the first of each group is in it.
select
    near_duplicates.doc_id,
    near_duplicates."group",
    near_duplicates.role,
from near_duplicates
left join documents on near_duplicates.doc_id = documents.doc_id
left join near_duplicates as firsts
    on
        near_duplicates."group" = firsts.doc_id
        and firsts.role = 'first'
where
    documents.doc_id is null
    or firsts.doc_id is null
