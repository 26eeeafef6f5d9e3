-- members_know_their_cluster: every member's cluster exists, and every cluster has its first event.
select
    coalesce(members.cluster_id, clusters.cluster_id) as cluster_id,
    members.event_id,
from event_cluster_members as members
full join event_clusters as clusters on members.cluster_id = clusters.cluster_id
where
    clusters.cluster_id is null
    or members.cluster_id is null
union all
select
    clusters.cluster_id,
    members.event_id,
from event_clusters as clusters
left join event_cluster_members as members
    on
        clusters.cluster_id = members.cluster_id
        and members.role = 'first'
where
    members.event_id is null
    or members.doc_id <> clusters.first_doc_id
