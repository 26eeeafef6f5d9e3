-- refused_files_have_no_document: what was refused or waits is in no table.
select
    files.doc_id,
    files.path,
    files.state,
from files
inner join documents on files.doc_id = documents.doc_id
where files.state in ('refused', 'waiting', 'container')
