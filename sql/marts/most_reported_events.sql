-- most_reported_events: Things that happened with how widely they were reported and where reports differ.
-- grain: one row per thing that happened (event cluster)
-- column actors: names of the actors in the first report
-- column recipients: names of the recipients in the first report
-- column reports: events that report it
-- column articles: articles that report it
-- column source_count: number of sources
-- column first_sentence: the sentence of the first report
-- column first_title: headline of the first report
-- column first_url: address of the first report
-- column first_published_on: day of the first report
-- column is_contradicted: reports differ on a figure
with

clusters as (
    select * from stg_event_clusters
),

events as (
    select * from events_flat
),

joined as (
    select
        clusters.cluster_id,
        clusters.date_first,
        clusters.date_last,
        events.actors,
        clusters.type,
        events.recipients,
        events.place,
        clusters.events as reports,
        clusters.documents as articles,
        len(clusters.sources) as source_count,
        clusters.sources,
        clusters.contradictions,
        len(clusters.contradictions) > 0 as is_contradicted,
        events.sentence as first_sentence,
        events.title as first_title,
        events.url as first_url,
        events.published_on as first_published_on,
        events.has_happened,
        clusters.actor_countries,
        clusters.recipient_countries,
        clusters.confidence,
        clusters.first_doc_id,
    from clusters
    left join events on clusters.cluster_id = events.event_id
)

select * from joined
