-- stg_dates: Date expressions and the days they mean.
-- grain: one row per expression
-- column char_start: first character in the article's text, counted in code points
-- column char_end: character after the last
-- column date_first: first day meant; null when it cannot be resolved
-- column date_last: last day meant
with

source as (
    select * from dates
),

renamed as (
    select
        doc_id,
        start as char_start,
        "end" as char_end,
        surface,
        value as date_first,
        value_end as date_last,
        basis,
        precision,
        month,
    from source
)

select * from renamed
