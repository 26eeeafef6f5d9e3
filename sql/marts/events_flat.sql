-- events_flat: Who did what to whom, when, where and according to whom, with the sentence and the article.
-- grain: one row per event in a sentence
-- kind: table
-- column actors: names of the actors in text order, joined with "; "
-- column recipients: names of the recipients in text order, joined with "; "
-- column actor_ids: entity_ids of the actors, sorted
-- column recipient_ids: entity_ids of the recipients, sorted
-- column actor_countries: ISO3 of the actors, sorted
-- column recipient_countries: ISO3 of the recipients, sorted
-- column actor_sectors: sectors of the actors, sorted
-- column recipient_sectors: sectors of the recipients, sorted
-- column according_to: who says it, where the trigger stands in a statement; null where the article tells it itself
-- column according_to_id: entity_id of who says it
-- column day: first day of the event; the day of publication where the text gives none
-- column sentence: the sentence it stands in
-- column section: part of the article: title, deck, byline, dateline or body
-- column sentence_start: first character of the sentence in the article's text
-- column sentence_end: character after its last
-- column title: headline of the article
-- column sources: source folders that delivered the article, sorted
-- column cluster_id: the thing that happened, as other articles report it too
-- column cluster_role: first or report
with

events as (
    select * from stg_events
),

participants as (
    select * from event_participants
),

sentences as (
    select * from stg_sentences
),

documents as (
    select * from stg_documents
),

sources as (
    select * from article_sources
),

members as (
    select * from stg_event_cluster_members
),

statements as (
    select * from quotes_by_speaker
),

sides as (
    select
        event_id,
        string_agg(entity, '; ' order by seq) filter (where role = 'actor') as actors,
        string_agg(entity, '; ' order by seq) filter (where role = 'recipient') as recipients,
        list(distinct entity_id order by entity_id) filter (where role = 'actor') as actor_ids,
        list(distinct entity_id order by entity_id) filter (where role = 'recipient') as recipient_ids,
        list(distinct country order by country) filter (where role = 'actor') as actor_countries,
        list(distinct country order by country) filter (where role = 'recipient') as recipient_countries,
        list(distinct sector order by sector) filter (where role = 'actor') as actor_sectors,
        list(distinct sector order by sector) filter (where role = 'recipient') as recipient_sectors,
    from participants
    group by event_id
),

joined as (
    select
        events.event_id,
        coalesce(events.date, documents.published_on) as day,
        sides.actors,
        events.type,
        events.mode,
        sides.recipients,
        statements.speaker as according_to,
        sentences.surface as sentence,
        events.place,
        events.place_country,
        events.date,
        events.date_end,
        events.date_basis,
        events.date_precision,
        events.modality,
        events.negated,
        events.has_happened,
        events.quad,
        events.quad_name,
        events.score,
        events.cameo,
        events.type_before,
        events.contexts,
        events.context_basis,
        events.killed,
        events.killed_high,
        events.wounded,
        events.wounded_high,
        events.arrested,
        events.arrested_high,
        events.displaced,
        events.displaced_high,
        events.money,
        events.money_high,
        events.money_currency,
        coalesce(sides.actor_ids, []) as actor_ids,
        coalesce(sides.recipient_ids, []) as recipient_ids,
        statements.speaker_id as according_to_id,
        coalesce(sides.actor_countries, []) as actor_countries,
        coalesce(sides.recipient_countries, []) as recipient_countries,
        coalesce(sides.actor_sectors, []) as actor_sectors,
        coalesce(sides.recipient_sectors, []) as recipient_sectors,
        events.geonames_id,
        events.lat,
        events.lon,
        events.place_basis,
        events.trigger,
        events.trigger_start,
        events.trigger_end,
        sentences.section,
        sentences.char_start as sentence_start,
        sentences.char_end as sentence_end,
        events.confidence,
        events.rule,
        documents.title,
        documents.publisher,
        documents.url,
        documents.published_on,
        coalesce(sources.sources, []) as sources,
        members.cluster_id,
        members.role as cluster_role,
        events.sentence_id,
        events.doc_id,
        events.month,
    from events
    left join sides using (event_id)
    left join sentences using (sentence_id)
    left join members using (event_id)
    left join statements
        on
            events.doc_id = statements.doc_id
            and events.trigger_start >= statements.char_start
            and events.trigger_start < statements.char_end
    left join documents on events.doc_id = documents.doc_id
    left join sources on events.doc_id = sources.doc_id
    order by day nulls last, events.doc_id, events.trigger_start, events.event_id
)

select * from joined
