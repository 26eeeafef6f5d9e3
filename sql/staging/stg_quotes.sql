-- stg_quotes: Attributed statements.
-- grain: one row per statement
-- column char_start: first character in the article's text, counted in code points
-- column char_end: character after the last
with

source as (
    select * from quotes
),

renamed as (
    select
        quote_id,
        doc_id,
        start as char_start,
        "end" as char_end,
        surface,
        kind,
        speaker_start,
        speaker_end,
        nullif(speaker_group, '') as speaker_group,
        nullif(cue, '') as cue,
        nullif(addressee_group, '') as addressee_group,
        confidence,
        month,
    from source
)

select * from renamed
