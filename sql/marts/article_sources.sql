-- article_sources: In which sources and files an article stood, copies of the same bytes together.
-- grain: one row per article
-- column sources: source folders that delivered it, sorted
-- column paths: files and members of containers with its bytes, sorted
-- column deliveries: number of those paths
with

files as (
    select * from stg_files
),

delivered as (
    select
        doc_id,
        list(distinct source order by source) as sources,
        list(path order by path) as paths,
        count(*) as deliveries,
    from files
    where is_published and doc_id is not null
    group by doc_id
)

select * from delivered
