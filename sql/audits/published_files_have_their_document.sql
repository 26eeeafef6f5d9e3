-- published_files_have_their_document: a published or duplicate file's document has its row.
select
    files.doc_id,
    files.path,
    files.state,
from files
left join documents on files.doc_id = documents.doc_id
where
    files.state in ('published', 'duplicate')
    and documents.doc_id is null
