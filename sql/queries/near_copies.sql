-- near_copies: Articles that are nearly another, with the earliest of each group.
-- param top integer = 50: rows at most
select
    copies.role,
    round(copies.similarity, 3) as similarity,
    articles.title,
    articles.published_on,
    articles.sources,
    firsts.title as first_title,
    firsts.sources as first_sources,
    copies.doc_id,
    copies.first_doc_id,
from stg_near_duplicates as copies
inner join articles on copies.doc_id = articles.doc_id
inner join articles as firsts on copies.first_doc_id = firsts.doc_id
where copies.role <> 'first'
order by
    firsts.published_on desc nulls last,
    copies.first_doc_id asc,
    articles.published_on asc nulls last,
    copies.doc_id asc
limit $top
