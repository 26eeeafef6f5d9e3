-- clusters_count_their_members: a cluster's events, documents and sources are those of its members.
with

delivered as (
    select
        doc_id,
        list(distinct source) as sources,
    from files
    where state in ('published', 'duplicate')
    group by doc_id
),

counted as (
    select
        members.cluster_id,
        count(*) as events,
        count(distinct members.doc_id) as documents,
        list_sort(list_distinct(flatten(list(coalesce(delivered.sources, []))))) as sources,
    from event_cluster_members as members
    left join delivered on members.doc_id = delivered.doc_id
    group by members.cluster_id
)

select
    clusters.cluster_id,
    clusters.events,
    counted.events as events_counted,
    clusters.documents,
    counted.documents as documents_counted,
    clusters.sources,
    counted.sources as sources_counted,
from event_clusters as clusters
inner join counted on clusters.cluster_id = counted.cluster_id
where
    clusters.events <> counted.events
    or clusters.documents <> counted.documents
    or clusters.sources <> counted.sources
