-- stg_places: Place names and what they were resolved to.
-- grain: one row per place name in a text
-- column char_start: first character in the article's text, counted in code points
-- column char_end: character after the last
with

source as (
    select * from places
),

renamed as (
    select
        doc_id,
        start as char_start,
        "end" as char_end,
        surface,
        nullif(group_id, '') as group_id,
        name,
        geonames_id,
        lat,
        lon,
        nullif(country, '') as country,
        precision,
        basis,
        month,
    from source
)

select * from renamed
