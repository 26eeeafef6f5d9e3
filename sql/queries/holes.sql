-- holes: Places where text is missing, with what stands around them.
-- param evidence text = '': missing_subject, lost_link, lost_object or empty_between_marks; empty for all
-- param top integer = 50: rows at most
select
    articles.published_on,
    holes.evidence,
    substring(documents.text, greatest(holes.char_start - 60, 0) + 1, least(holes.char_start, 60))
    || '»' || substring(documents.text, holes.char_start + 1, holes.char_end - holes.char_start) || '«'
    || substring(documents.text, holes.char_end + 1, 60) as context,
    holes.detail,
    articles.title,
    articles.sources,
    holes.doc_id,
from stg_holes as holes
inner join stg_documents as documents on holes.doc_id = documents.doc_id
inner join articles on holes.doc_id = articles.doc_id
where $evidence = '' or holes.evidence = $evidence
order by articles.published_on desc nulls last, holes.doc_id asc, holes.char_start asc
limit $top
