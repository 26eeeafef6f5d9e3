-- entity_mentions: Every mention with the entity it stands for, and where to read it.
-- grain: one row per mention
-- column entity_id: the entity, null where the mention belongs to no group
-- column entity: name of the entity
-- column entity_type: type of the entity
-- column country: ISO3 of the entity
-- column sector: sector of the entity
-- column article_title: headline of the article
with

mentions as (
    select * from stg_mentions
),

groups as (
    select * from stg_entity_groups
),

entities as (
    select * from stg_entities
),

documents as (
    select * from stg_documents
),

joined as (
    select
        mentions.mention_id,
        mentions.doc_id,
        mentions.surface,
        mentions.type,
        mentions.kind,
        mentions.title,
        groups.entity_id,
        entities.name as entity,
        entities.type as entity_type,
        entities.country,
        entities.sector,
        mentions.group_id,
        mentions.char_start,
        mentions.char_end,
        mentions.confidence,
        documents.published_on,
        documents.title as article_title,
        documents.url,
        mentions.month,
    from mentions
    left join groups using (group_id)
    left join entities using (entity_id)
    left join documents on mentions.doc_id = documents.doc_id
)

select * from joined
