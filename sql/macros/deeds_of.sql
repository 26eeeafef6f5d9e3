-- deeds_of: What an entity did and what was done to it, by entity_id, latest first.
-- param id text: entity_id: ISO3, GeoNames id or hash; see who()
with

timeline as (
    select * from actor_timeline
),

own as (
    select *
    from timeline
    where entity_id = id
    order by day desc nulls last, event_id asc
)

select * from own
