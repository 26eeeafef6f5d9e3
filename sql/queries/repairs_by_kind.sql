-- repairs_by_kind: What was repaired in the texts, by kind and character set, with an example of each.
-- param source text = '': source folder; empty for all
select
    repairs.kind,
    repairs.codec,
    repairs.is_inferred,
    count(*) as repairs,
    count(distinct repairs.doc_id) as articles,
    round(avg(repairs.confidence), 3) as mean_confidence,
    mode(repairs.before) as most_often_before,
    mode(repairs.after) as most_often_after,
from stg_repairs as repairs
inner join article_sources on repairs.doc_id = article_sources.doc_id
where $source = '' or list_contains(article_sources.sources, $source)
group by repairs.kind, repairs.codec, repairs.is_inferred
order by repairs desc, repairs.kind asc, repairs.codec asc
