-- events_between: Events with one country acting and the other on the other side, either way round.
-- param country_a text: ISO3 of the one country
-- param country_b text: ISO3 of the other
with

events as (
    select * from events_flat
),

either_way as (
    select *
    from events
    where
        (list_contains(actor_countries, country_a) and list_contains(recipient_countries, country_b))
        or (list_contains(actor_countries, country_b) and list_contains(recipient_countries, country_a))
        or (
            len(recipient_countries) = 0
            and country_a <> country_b
            and list_contains(actor_countries, country_a)
            and list_contains(actor_countries, country_b)
        )
)

select * from either_way
