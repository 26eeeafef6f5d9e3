-- daily_dyads: How much who did to whom, day by day, only what has happened, each thing counted once.
-- grain: one row per day, actor, recipient and event type
-- kind: table
-- column day: first day of the event; of publication where the text gives none
-- column actor_id: entity_id of the actor
-- column actor: name of the actor
-- column actor_country: ISO3 of the actor
-- column recipient_id: entity_id of the recipient; null when the events have none
-- column recipient: name of the recipient
-- column recipient_country: ISO3 of the recipient
-- column things: different things that happened (event clusters)
-- column events: reports of them (events)
-- column articles: articles with such a report
-- column mean_score: mean PLOVER score of the reports, -10 conflict to 10 cooperation
-- column sources: sources with such a report, sorted
with

events as (
    select * from events_flat
    where has_happened
),

participants as (
    select * from event_participants
    where entity_id is not null
),

actors as (
    select distinct
        event_id,
        entity_id as actor_id,
        entity as actor,
        country as actor_country,
    from participants
    where role = 'actor'
),

recipients as (
    select distinct
        event_id,
        entity_id as recipient_id,
        entity as recipient,
        country as recipient_country,
    from participants
    where role = 'recipient'
),

-- all sides of a meeting or a fight are actors: each is the other's counterpart
counterparts as (
    select
        actors.event_id,
        actors.actor_id,
        others.actor_id as recipient_id,
        others.actor as recipient,
        others.actor_country as recipient_country,
    from actors
    inner join actors as others
        on
            actors.event_id = others.event_id
            and actors.actor_id <> others.actor_id
    where actors.event_id not in (select recipients.event_id from recipients)
),

pairs as (
    select
        actors.event_id,
        actors.actor_id,
        actors.actor,
        actors.actor_country,
        coalesce(recipients.recipient_id, counterparts.recipient_id) as recipient_id,
        coalesce(recipients.recipient, counterparts.recipient) as recipient,
        coalesce(recipients.recipient_country, counterparts.recipient_country) as recipient_country,
    from actors
    left join recipients using (event_id)
    left join counterparts
        on
            actors.event_id = counterparts.event_id
            and actors.actor_id = counterparts.actor_id
),

counted as (
    select
        events.day,
        pairs.actor_id,
        any_value(pairs.actor) as actor,
        any_value(pairs.actor_country) as actor_country,
        pairs.recipient_id,
        any_value(pairs.recipient) as recipient,
        any_value(pairs.recipient_country) as recipient_country,
        events.type,
        any_value(events.quad) as quad,
        count(distinct coalesce(events.cluster_id, events.event_id)) as things,
        count(distinct events.event_id) as events,
        count(distinct events.doc_id) as articles,
        round(avg(events.score), 2) as mean_score,
        list_sort(list_distinct(flatten(list(events.sources)))) as sources,
    from pairs
    inner join events using (event_id)
    group by events.day, pairs.actor_id, pairs.recipient_id, events.type
    order by events.day nulls last, pairs.actor_id, pairs.recipient_id nulls last, events.type
)

select * from counted
