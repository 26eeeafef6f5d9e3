-- stg_sentences: Sentences of the articles.
-- grain: one row per sentence
-- column char_start: first character in the article's text, counted in code points
-- column char_end: character after the last
with

source as (
    select * from sentences
),

renamed as (
    select
        sentence_id,
        doc_id,
        seq,
        start as char_start,
        "end" as char_end,
        surface,
        section,
        in_quote,
        byte_start,
        byte_end,
        month,
    from source
)

select * from renamed
