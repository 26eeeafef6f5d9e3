-- quotes_by_speaker: Who said what, in which article.
-- grain: one row per attributed statement
-- column speaker_id: entity_id of the speaker; null when unknown
-- column speaker: name of the speaker, or the words of the text where no entity is known
-- column speaker_type: type of the speaker
-- column country: ISO3 of the speaker
-- column sector: sector of the speaker
-- column office: office held according to the article
-- column said: the statement
-- column addressee: name of who was spoken to
-- column title: headline of the article
-- column sources: source folders that delivered the article, sorted
with

quotes as (
    select * from stg_quotes
),

groups as (
    select * from stg_groups
),

links as (
    select * from stg_entity_groups
),

entities as (
    select * from stg_entities
),

documents as (
    select * from stg_documents
),

sources as (
    select * from article_sources
),

joined as (
    select
        quotes.quote_id,
        documents.published_on,
        coalesce(
            entities.name,
            groups.name,
            substring(documents.text, quotes.speaker_start + 1, quotes.speaker_end - quotes.speaker_start)
        ) as speaker,
        links.entity_id as speaker_id,
        coalesce(entities.type, groups.type) as speaker_type,
        coalesce(entities.country, groups.country) as country,
        coalesce(entities.sector, groups.sector) as sector,
        groups.office,
        quotes.cue,
        quotes.surface as said,
        quotes.kind,
        addressees.name as addressee,
        documents.title,
        documents.publisher,
        documents.url,
        coalesce(sources.sources, []) as sources,
        quotes.char_start,
        quotes.char_end,
        quotes.confidence,
        quotes.doc_id,
        quotes.month,
    from quotes
    left join groups on quotes.speaker_group = groups.group_id
    left join links on quotes.speaker_group = links.group_id
    left join entities using (entity_id)
    left join groups as addressees on quotes.addressee_group = addressees.group_id
    left join documents on quotes.doc_id = documents.doc_id
    left join sources on quotes.doc_id = sources.doc_id
)

select * from joined
