-- source_comparison: One thing that happened as each source told it: its figures and its tone beside the others'.
-- grain: one row per thing that happened (event cluster) and source
-- column source: source folder
-- column type: PLOVER type of the thing
-- column date_first: earliest day that any report gives
-- column reports: events of this source that report it
-- column articles: articles of this source that report it
-- column sources_of_thing: sources that report it at all
-- column killed: fewest people killed that this source gives
-- column killed_high: most people killed that this source gives
-- column wounded: fewest people wounded that this source gives
-- column wounded_high: most people wounded that this source gives
-- column arrested: fewest people arrested that this source gives
-- column arrested_high: most people arrested that this source gives
-- column displaced: fewest people displaced that this source gives
-- column displaced_high: most people displaced that this source gives
-- column money: least amount that this source gives, null when in several currencies
-- column money_high: greatest amount that this source gives
-- column money_currency: its currency, ISO 4217
-- column mean_score: mean PLOVER score of its reports
-- column score_against_all: that mean less the mean over all sources; null when no other source reports it
-- column share_certain: share of its reports that tell it as fact
-- column first_published_on: day of its first report
-- column example: sentence of its first report
with

events as (
    select * from events_flat
    where cluster_id is not null
),

clusters as (
    select * from stg_event_clusters
),

per_source as (
    select
        cluster_id,
        unnest(sources) as source,
        event_id,
        doc_id,
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
        score,
        has_happened,
        published_on,
        sentence,
    from events
),

overall as (
    select
        cluster_id,
        avg(score) as mean_score,
        count(distinct source) as sources_of_thing,
    from per_source
    group by cluster_id
),

told as (
    select
        cluster_id,
        source,
        count(*) as reports,
        count(distinct doc_id) as articles,
        min(killed) as killed,
        max(killed_high) as killed_high,
        min(wounded) as wounded,
        max(wounded_high) as wounded_high,
        min(arrested) as arrested,
        max(arrested_high) as arrested_high,
        min(displaced) as displaced,
        max(displaced_high) as displaced_high,
        case when count(distinct money_currency) <= 1 then min(money) end as money,
        case when count(distinct money_currency) <= 1 then max(money_high) end as money_high,
        case when count(distinct money_currency) <= 1 then min(money_currency) end as money_currency,
        avg(score) as mean_score,
        avg(has_happened::integer) as share_certain,
        min(published_on) as first_published_on,
        first(sentence order by published_on nulls last, event_id) as example,
    from per_source
    group by cluster_id, source
),

compared as (
    select
        told.cluster_id,
        told.source,
        clusters.type,
        clusters.date_first,
        told.reports,
        told.articles,
        overall.sources_of_thing,
        told.killed,
        told.killed_high,
        told.wounded,
        told.wounded_high,
        told.arrested,
        told.arrested_high,
        told.displaced,
        told.displaced_high,
        told.money,
        told.money_high,
        told.money_currency,
        round(told.mean_score, 2) as mean_score,
        case
            when overall.sources_of_thing > 1 then round(told.mean_score - overall.mean_score, 2)
        end as score_against_all,
        round(told.share_certain, 2) as share_certain,
        told.first_published_on,
        told.example,
        clusters.contradictions,
    from told
    inner join overall using (cluster_id)
    inner join clusters using (cluster_id)
)

select * from compared
