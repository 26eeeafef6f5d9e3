-- articles: Every article with its sources and what was found in it.
-- grain: one row per article
-- column sources: source folders that delivered it, sorted
-- column paths: files with its bytes, sorted
-- column near_copy_of: doc_id of the earlier article it is nearly a copy of; null when it is the first or the only one
-- column repairs: changes made to its text
-- column inferred_repairs: changes that stand in for lost bytes
-- column holes: places where text is missing
-- column mentions: mentions found
-- column quotes: attributed statements found
-- column events: events found
with

documents as (
    select * from stg_documents
),

sources as (
    select * from article_sources
),

copies as (
    select
        doc_id,
        first_doc_id,
    from stg_near_duplicates
    where role <> 'first'
),

repairs as (
    select
        doc_id,
        count(*) as repairs,
        count(*) filter (where is_inferred) as inferred_repairs,
    from stg_repairs
    group by doc_id
),

holes as (
    select
        doc_id,
        count(*) as holes,
    from stg_holes
    group by doc_id
),

mentions as (
    select
        doc_id,
        count(*) as mentions,
    from stg_mentions
    group by doc_id
),

quotes as (
    select
        doc_id,
        count(*) as quotes,
    from stg_quotes
    group by doc_id
),

events as (
    select
        doc_id,
        count(*) as events,
    from stg_events
    group by doc_id
),

joined as (
    select
        documents.doc_id,
        documents.title,
        documents.deck,
        documents.publisher,
        documents.url,
        documents.byline,
        documents.published_on,
        documents.published_at,
        documents.published_basis,
        documents.published_precision,
        documents.month,
        documents.language,
        documents.is_extracted,
        documents.words,
        sources.sources,
        sources.paths,
        copies.first_doc_id as near_copy_of,
        documents.damage,
        documents.flags,
        coalesce(repairs.repairs, 0) as repairs,
        coalesce(repairs.inferred_repairs, 0) as inferred_repairs,
        coalesce(holes.holes, 0) as holes,
        coalesce(mentions.mentions, 0) as mentions,
        coalesce(quotes.quotes, 0) as quotes,
        coalesce(events.events, 0) as events,
    from documents
    left join sources using (doc_id)
    left join copies using (doc_id)
    left join repairs using (doc_id)
    left join holes using (doc_id)
    left join mentions using (doc_id)
    left join quotes using (doc_id)
    left join events using (doc_id)
)

select * from joined
