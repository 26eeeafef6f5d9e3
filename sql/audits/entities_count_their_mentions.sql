-- entities_count_their_mentions: an entity's documents and mentions are those of its groups.
with

counted as (
    select
        links.entity_id,
        count(distinct links.doc_id) as documents,
        count(mentions.mention_id) as mentions,
    from entity_groups as links
    left join mentions on links.group_id = mentions.group_id
    group by links.entity_id
)

select
    entities.entity_id,
    entities.documents,
    counted.documents as documents_counted,
    entities.mentions,
    counted.mentions as mentions_counted,
from entities
inner join counted on entities.entity_id = counted.entity_id
where
    entities.documents <> counted.documents
    or entities.mentions <> counted.mentions
