-- stg_events: Coded events, empty strings as null, the quad class in words.
-- grain: one row per event in a sentence
-- column quad_name: the quad class in words
-- column place_country: ISO3 of the place
-- column has_happened: told as fact: not negated, future, hypothetical, demanded, threatened, denied or historical
with

source as (
    select * from events
),

renamed as (
    select
        event_id,
        doc_id,
        sentence_id,
        type,
        type_before,
        nullif(mode, '') as mode,
        contexts,
        context_basis,
        context_words,
        quad,
        case quad
            when 1 then 'verbal cooperation'
            when 2 then 'material cooperation'
            when 3 then 'verbal conflict'
            when 4 then 'material conflict'
        end as quad_name,
        score,
        cameo,
        trigger,
        trigger_start,
        trigger_end,
        modality,
        negated,
        date,
        date_end,
        date_basis,
        date_precision,
        nullif(place, '') as place,
        geonames_id,
        lat,
        lon,
        nullif(country, '') as place_country,
        place_basis,
        killed,
        killed_high,
        wounded,
        wounded_high,
        arrested,
        arrested_high,
        displaced,
        displaced_high,
        money,
        money_high,
        nullif(money_currency, '') as money_currency,
        confidence,
        rule,
        alternatives,
        reasons,
        modality = 'actual' and not negated as has_happened,
        month,
    from source
)

select * from renamed
