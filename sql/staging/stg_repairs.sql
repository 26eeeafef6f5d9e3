-- stg_repairs: Changes made to the source text.
-- grain: one row per change
-- column is_inferred: true: bytes were lost, the characters are the likeliest ones
with

source as (
    select * from repairs
),

renamed as (
    select
        doc_id,
        seq,
        step,
        kind,
        before_start,
        before_end,
        after_start,
        after_end,
        before,
        after,
        nullif(codec, '') as codec,
        nullif(policy, '') as policy,
        lossless,
        not lossless as is_inferred,
        confidence,
        alternatives,
        month,
    from source
)

select * from renamed
