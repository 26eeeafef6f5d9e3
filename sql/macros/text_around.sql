-- text_around: The text of an article around a place in it, the place itself between » and «.
-- param article text: doc_id
-- param from_char integer: first character of the place
-- param to_char integer: character after its last
-- param margin integer = 200: characters to show on each side
with

documents as (
    select * from stg_documents
),

cut as (
    select
        doc_id,
        title,
        substring(text, greatest(from_char - margin, 0) + 1, from_char - greatest(from_char - margin, 0))
        || '»' || substring(text, from_char + 1, to_char - from_char) || '«'
        || substring(text, to_char + 1, margin) as context,
    from documents
    where doc_id = article
)

select * from cut
