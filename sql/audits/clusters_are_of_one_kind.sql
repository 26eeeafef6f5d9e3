-- clusters_are_of_one_kind: members have their cluster's type and lie within three days of its first event: anchored,
-- never chained.
with

days as (
    select
        members.cluster_id,
        members.event_id,
        members.role,
        events.doc_id,
        events.type,
        coalesce(events.date, (documents.published_at at time zone 'UTC')::date) as day,
    from event_cluster_members as members
    inner join events on members.event_id = events.event_id
    inner join documents on events.doc_id = documents.doc_id
)

select
    days.doc_id,
    days.event_id,
    days.cluster_id,
    days.type,
    days.day,
from days
inner join event_clusters as clusters on days.cluster_id = clusters.cluster_id
inner join days as firsts
    on
        days.cluster_id = firsts.cluster_id
        and firsts.role = 'first'
where
    days.type <> clusters.type
    or abs(date_diff('day', firsts.day, days.day)) > 3
