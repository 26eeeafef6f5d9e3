-- stg_entity_groups: Which entity a group of an article is.
-- grain: one row per group
with

source as (
    select * from entity_groups
),

renamed as (
    select
        group_id,
        entity_id,
        doc_id,
        basis,
        confidence,
    from source
)

select * from renamed
