-- sources_compared: One thing that happened as each source told it.
-- param cluster text: cluster_id, or its first characters; see most_reported
select
    source,
    reports,
    first_published_on,
    killed,
    killed_high,
    wounded,
    wounded_high,
    arrested,
    arrested_high,
    displaced,
    displaced_high,
    money,
    money_high,
    money_currency,
    mean_score,
    score_against_all,
    share_certain,
    example,
    cluster_id,
from source_comparison
where
    starts_with(cluster_id, $cluster)
    and $cluster <> ''
order by cluster_id asc, first_published_on asc nulls last, source asc
