-- said_by: Statements of speakers whose name contains these words, latest first.
-- param name_part text: part of the speaker's name
with

quotes as (
    select * from quotes_by_speaker
),

own as (
    select *
    from quotes
    where contains(strip_accents(lower(speaker)), strip_accents(lower(name_part)))
    order by published_on desc nulls last, doc_id asc, char_start asc
)

select * from own
