-- quality_by_source: How well each source's files could be read, and how much was found in them.
-- grain: one row per source
-- column source: source folder, or root for files at the top
-- column files: paths, containers and their members included
-- column published: files whose content is published
-- column duplicates: files whose bytes stand elsewhere too
-- column refused: files that were refused
-- column waiting: files that wait for their delivery to end
-- column containers: archives and feeds
-- column share_refused: refused files among those that are no containers
-- column articles: distinct articles
-- column not_extracted: articles in a language that is not extracted
-- column undated: articles without a publication day
-- column near_copies: articles that are nearly an earlier one
-- column words: words of the articles
-- column mean_damage: mean share of characters that encoding repairs touched
-- column damaged: articles with any encoding damage
-- column repairs: changes made to the texts
-- column inferred_repairs: changes that stand in for lost bytes
-- column holes: places where text is missing
-- column quotes: attributed statements
-- column events: coded events
-- column events_per_1000_words: events for each thousand words of extracted articles
-- column quotes_per_1000_words: statements for each thousand words of extracted articles
with

files as (
    select * from stg_files
),

articles as (
    select * from articles
),

delivered as (
    select
        source,
        count(*) as files,
        count(*) filter (where state = 'published') as published,
        count(*) filter (where state = 'duplicate') as duplicates,
        count(*) filter (where state = 'refused') as refused,
        count(*) filter (where state = 'waiting') as waiting,
        count(*) filter (where state = 'container') as containers,
    from files
    group by source
),

per_source as (
    select
        unnest(sources) as source,
        doc_id,
        is_extracted,
        published_on,
        near_copy_of,
        words,
        damage,
        repairs,
        inferred_repairs,
        holes,
        quotes,
        events,
    from articles
),

found as (
    select
        source,
        count(*) as articles,
        count(*) filter (where not is_extracted) as not_extracted,
        count(*) filter (where published_on is null) as undated,
        count(near_copy_of) as near_copies,
        sum(words)::bigint as words,
        round(avg(damage), 5) as mean_damage,
        count(*) filter (where damage > 0) as damaged,
        sum(repairs)::bigint as repairs,
        sum(inferred_repairs)::bigint as inferred_repairs,
        sum(holes)::bigint as holes,
        sum(quotes)::bigint as quotes,
        sum(events)::bigint as events,
        sum(words) filter (where is_extracted) as extracted_words,
    from per_source
    group by source
),

joined as (
    select
        delivered.source,
        delivered.files,
        delivered.published,
        delivered.duplicates,
        delivered.refused,
        delivered.waiting,
        delivered.containers,
        round(delivered.refused / nullif(delivered.files - delivered.containers, 0), 3) as share_refused,
        coalesce(found.articles, 0) as articles,
        coalesce(found.not_extracted, 0) as not_extracted,
        coalesce(found.undated, 0) as undated,
        coalesce(found.near_copies, 0) as near_copies,
        coalesce(found.words, 0) as words,
        found.mean_damage,
        coalesce(found.damaged, 0) as damaged,
        coalesce(found.repairs, 0) as repairs,
        coalesce(found.inferred_repairs, 0) as inferred_repairs,
        coalesce(found.holes, 0) as holes,
        coalesce(found.quotes, 0) as quotes,
        coalesce(found.events, 0) as events,
        round(1000.0 * found.events / nullif(found.extracted_words, 0), 2) as events_per_1000_words,
        round(1000.0 * found.quotes / nullif(found.extracted_words, 0), 2) as quotes_per_1000_words,
    from delivered
    left join found using (source)
)

select * from joined
