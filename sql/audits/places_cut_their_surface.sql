-- places_cut_their_surface: every row of places lies inside its text, and text[start:end] is its surface (code points).
select
    spans.doc_id,
    spans.start,
    spans."end",
    spans.surface,
from places as spans
left join documents on spans.doc_id = documents.doc_id
where
    documents.doc_id is null
    or spans.start < 0
    or spans.start >= spans."end"
    or spans."end" > length(documents.text)
    or substring(documents.text, spans.start + 1, spans."end" - spans.start) <> spans.surface
