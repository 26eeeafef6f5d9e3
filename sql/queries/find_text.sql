-- find_text: Sentences that contain these words, accents and case aside, latest first.
-- param words text: words as they stand in the sentence
-- param top integer = 50: rows at most
select
    documents.published_on,
    sentences.surface as sentence,
    sentences.section,
    documents.title,
    documents.publisher,
    sentences.char_start,
    sentences.doc_id,
from stg_sentences as sentences
inner join stg_documents as documents on sentences.doc_id = documents.doc_id
where contains(strip_accents(lower(sentences.surface)), strip_accents(lower($words)))
order by documents.published_on desc nulls last, sentences.doc_id asc, sentences.seq asc
limit $top
