-- stg_event_clusters: Things that happened, each however often reported.
-- grain: one row per thing
with

source as (
    select * from event_clusters
),

renamed as (
    select
        cluster_id,
        type,
        date_first,
        date_last,
        actors,
        recipients,
        actor_countries,
        recipient_countries,
        events,
        documents,
        sources,
        first_doc_id,
        contradictions,
        confidence,
    from source
)

select * from renamed
