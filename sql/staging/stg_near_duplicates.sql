-- stg_near_duplicates: Articles that are nearly another.
-- grain: one row per article in a group of near-copies
-- column first_doc_id: doc_id of the earliest article of the group
with

source as (
    select * from near_duplicates
),

renamed as (
    select
        "group" as first_doc_id,
        doc_id,
        role,
        similarity,
    from source
)

select * from renamed
