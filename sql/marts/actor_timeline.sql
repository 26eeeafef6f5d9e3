-- actor_timeline: Everything an actor did and everything done to it, in order of days.
-- grain: one row per event and participant
-- column day: first day of the event; of publication where the text gives none
-- column entity_id: the participant
-- column entity: its name
-- column country: its ISO3
-- column role: actor: it did that; recipient: it was done to it
-- column counterparts: the others in the event, joined with "; "
with

participants as (
    select * from event_participants
    where entity_id is not null
),

events as (
    select * from events_flat
),

once as (
    select distinct
        event_id,
        entity_id,
        entity,
        country,
        role,
    from participants
),

others as (
    select
        once.event_id,
        once.entity_id,
        once.role,
        string_agg(distinct other.entity, '; ' order by other.entity) as counterparts,
    from once
    inner join once as other
        on
            once.event_id = other.event_id
            and once.entity_id <> other.entity_id
    group by once.event_id, once.entity_id, once.role
),

joined as (
    select
        events.day,
        once.entity_id,
        once.entity,
        once.country,
        once.role,
        events.type,
        events.mode,
        others.counterparts,
        events.according_to,
        events.sentence,
        events.place,
        events.quad,
        events.score,
        events.modality,
        events.negated,
        events.has_happened,
        events.date_basis,
        events.title,
        events.url,
        events.published_on,
        events.sources,
        events.confidence,
        events.event_id,
        events.cluster_id,
        events.doc_id,
    from once
    inner join events using (event_id)
    left join others
        on
            once.event_id = others.event_id
            and once.entity_id = others.entity_id
            and once.role = others.role
)

select * from joined
