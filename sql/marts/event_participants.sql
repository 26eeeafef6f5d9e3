-- event_participants: Actors and recipients of events with the entities they are.
-- grain: one row per participant of an event
-- column entity_id: the entity; null where the words belong to no group
-- column entity: name of the entity, or the words of the text where none is known
-- column entity_type: type of the entity
-- column country: ISO3 of the entity
-- column sector: sector of the entity
with

roles as (
    select * from stg_event_roles
),

groups as (
    select * from stg_groups
),

links as (
    select * from stg_entity_groups
),

entities as (
    select * from stg_entities
),

joined as (
    select
        roles.event_id,
        roles.doc_id,
        roles.seq,
        roles.role,
        roles.surface,
        roles.char_start,
        roles.char_end,
        links.entity_id,
        coalesce(entities.name, groups.name, roles.surface) as entity,
        coalesce(entities.type, groups.type) as entity_type,
        coalesce(entities.country, groups.country) as country,
        coalesce(entities.sector, groups.sector) as sector,
        roles.group_id,
        roles.month,
    from roles
    left join groups using (group_id)
    left join links using (group_id)
    left join entities using (entity_id)
)

select * from joined
