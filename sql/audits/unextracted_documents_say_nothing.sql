-- unextracted_documents_say_nothing: a document flagged not_extracted has no mentions, quotes or events.
with

unextracted as (
    select doc_id
    from documents
    where list_contains(flags, 'not_extracted')
),

said as (
    select doc_id from mentions
    union all
    select doc_id from quotes
    union all
    select doc_id from events
)

select
    said.doc_id,
    count(*) as found,
from said
inner join unextracted on said.doc_id = unextracted.doc_id
group by said.doc_id
