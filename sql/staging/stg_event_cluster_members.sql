-- stg_event_cluster_members: Events of a cluster.
-- grain: one row per event
with

source as (
    select * from event_cluster_members
),

renamed as (
    select
        cluster_id,
        event_id,
        doc_id,
        role,
    from source
)

select * from renamed
