-- repairs_have_their_document: repairs belong to a published document, and their order has no gap.
select
    repairs.doc_id,
    count(*) as repairs,
    max(repairs.seq) as last,
from repairs
left join documents on repairs.doc_id = documents.doc_id
group by repairs.doc_id
having
    bool_or(documents.doc_id is null)
    or max(repairs.seq) <> count(*) - 1
