-- stg_mentions: Names, descriptions and pronouns for somebody or something.
-- grain: one row per mention
-- column char_start: first character in the article's text, counted in code points
-- column char_end: character after the last
with

source as (
    select * from mentions
),

renamed as (
    select
        mention_id,
        doc_id,
        start as char_start,
        "end" as char_end,
        surface,
        type,
        kind,
        nullif(group_id, '') as group_id,
        nullif(title, '') as title,
        confidence,
        byte_start,
        byte_end,
        month,
    from source
)

select * from renamed
