-- holes_lie_in_their_text: a hole's place lies inside the text of its document.
select
    holes.doc_id,
    holes.seq,
    holes.start,
    holes."end",
from holes
left join documents on holes.doc_id = documents.doc_id
where
    documents.doc_id is null
    or holes.start < 0
    or holes.start > holes."end"
    or holes."end" > length(documents.text)
