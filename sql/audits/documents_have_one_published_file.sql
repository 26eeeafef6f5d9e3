-- documents_have_one_published_file: every document stands in the ledger as published, once; all its other paths are
-- duplicates.
select
    documents.doc_id,
    count(files.path) as published_paths,
from documents
left join files
    on
        documents.doc_id = files.doc_id
        and files.state = 'published'
group by documents.doc_id
having count(files.path) <> 1
