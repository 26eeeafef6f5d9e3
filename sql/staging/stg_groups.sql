-- stg_groups: Who or what within one article.
-- grain: one row per group of mentions of one article
with

source as (
    select * from groups
),

renamed as (
    select
        group_id,
        doc_id,
        type,
        name,
        names,
        nullif(country, '') as country,
        nullif(sector, '') as sector,
        nullif(office, '') as office,
        nullif(anchor, '') as anchor,
        month,
    from source
)

select * from renamed
