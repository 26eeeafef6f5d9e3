-- events_have_one_cluster: every event is in exactly one cluster, and every member is an event of that document.
select
    coalesce(events.event_id, members.event_id) as event_id,
    events.doc_id,
    count(members.cluster_id) as clusters,
from events
full join event_cluster_members as members
    on
        events.event_id = members.event_id
        and events.doc_id = members.doc_id
group by all
having
    count(members.cluster_id) <> 1
    or bool_or(events.event_id is null)
