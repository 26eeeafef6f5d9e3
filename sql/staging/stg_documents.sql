-- stg_documents: Articles, without what only machines read; empty strings are null, days are UTC.
-- grain: one row per article (distinct raw content)
-- column published_on: day of publication, UTC
-- column is_extracted: false: the language is not extracted, so there are no mentions, quotes or events
with

source as (
    select * from documents
),

renamed as (
    select
        doc_id,
        format,
        nullif(title, '') as title,
        nullif(deck, '') as deck,
        nullif(byline, '') as byline,
        nullif(dateline, '') as dateline,
        nullif(publisher, '') as publisher,
        nullif(url, '') as url,
        published_at,
        (published_at at time zone 'UTC')::date as published_on,
        published_basis,
        published_precision,
        month,
        language,
        language_confidence,
        words,
        text,
        source_text,
        charset,
        charset_basis,
        damage,
        flags,
        not list_contains(flags, 'not_extracted') as is_extracted,
    from source
)

select * from renamed
