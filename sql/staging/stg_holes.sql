-- stg_holes: Places where text is missing; nothing was filled in.
-- grain: one row per place
-- column char_start: first character in the article's text, counted in code points
-- column char_end: character after the last
with

source as (
    select * from holes
),

renamed as (
    select
        doc_id,
        seq,
        start as char_start,
        "end" as char_end,
        evidence,
        detail,
        month,
    from source
)

select * from renamed
