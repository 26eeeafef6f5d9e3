-- stg_entities: Who and what, over all articles.
-- grain: one row per entity
with

source as (
    select * from entities
),

renamed as (
    select
        entity_id,
        type,
        name,
        aliases,
        nullif(country, '') as country,
        nullif(sector, '') as sector,
        lat,
        lon,
        documents,
        mentions,
    from source
)

select * from renamed
