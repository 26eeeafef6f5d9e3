-- months_fit_publication: a row's month folder is the publication month of its document, or unknown.
select
    'documents' as in_table,
    rows.doc_id,
    rows.month,
    documents.published_at,
from documents as rows
inner join documents on rows.doc_id = documents.doc_id
where
    rows.month is distinct from
    coalesce(strftime(documents.published_at at time zone 'UTC', '%Y-%m'), 'unknown')
union all
select
    'repairs' as in_table,
    rows.doc_id,
    rows.month,
    documents.published_at,
from repairs as rows
inner join documents on rows.doc_id = documents.doc_id
where
    rows.month is distinct from
    coalesce(strftime(documents.published_at at time zone 'UTC', '%Y-%m'), 'unknown')
union all
select
    'holes' as in_table,
    rows.doc_id,
    rows.month,
    documents.published_at,
from holes as rows
inner join documents on rows.doc_id = documents.doc_id
where
    rows.month is distinct from
    coalesce(strftime(documents.published_at at time zone 'UTC', '%Y-%m'), 'unknown')
union all
select
    'sentences' as in_table,
    rows.doc_id,
    rows.month,
    documents.published_at,
from sentences as rows
inner join documents on rows.doc_id = documents.doc_id
where
    rows.month is distinct from
    coalesce(strftime(documents.published_at at time zone 'UTC', '%Y-%m'), 'unknown')
union all
select
    'mentions' as in_table,
    rows.doc_id,
    rows.month,
    documents.published_at,
from mentions as rows
inner join documents on rows.doc_id = documents.doc_id
where
    rows.month is distinct from
    coalesce(strftime(documents.published_at at time zone 'UTC', '%Y-%m'), 'unknown')
union all
select
    'groups' as in_table,
    rows.doc_id,
    rows.month,
    documents.published_at,
from groups as rows
inner join documents on rows.doc_id = documents.doc_id
where
    rows.month is distinct from
    coalesce(strftime(documents.published_at at time zone 'UTC', '%Y-%m'), 'unknown')
union all
select
    'dates' as in_table,
    rows.doc_id,
    rows.month,
    documents.published_at,
from dates as rows
inner join documents on rows.doc_id = documents.doc_id
where
    rows.month is distinct from
    coalesce(strftime(documents.published_at at time zone 'UTC', '%Y-%m'), 'unknown')
union all
select
    'places' as in_table,
    rows.doc_id,
    rows.month,
    documents.published_at,
from places as rows
inner join documents on rows.doc_id = documents.doc_id
where
    rows.month is distinct from
    coalesce(strftime(documents.published_at at time zone 'UTC', '%Y-%m'), 'unknown')
union all
select
    'quotes' as in_table,
    rows.doc_id,
    rows.month,
    documents.published_at,
from quotes as rows
inner join documents on rows.doc_id = documents.doc_id
where
    rows.month is distinct from
    coalesce(strftime(documents.published_at at time zone 'UTC', '%Y-%m'), 'unknown')
union all
select
    'events' as in_table,
    rows.doc_id,
    rows.month,
    documents.published_at,
from events as rows
inner join documents on rows.doc_id = documents.doc_id
where
    rows.month is distinct from
    coalesce(strftime(documents.published_at at time zone 'UTC', '%Y-%m'), 'unknown')
union all
select
    'event_roles' as in_table,
    rows.doc_id,
    rows.month,
    documents.published_at,
from event_roles as rows
inner join documents on rows.doc_id = documents.doc_id
where
    rows.month is distinct from
    coalesce(strftime(documents.published_at at time zone 'UTC', '%Y-%m'), 'unknown')
