-- top_entities: Who and what is mentioned most.
-- param type text = '': PERSON, ORG, GPE ...; empty for all
-- param country text = '': ISO3; empty for all
-- param top integer = 50: rows at most
select
    name,
    type,
    country,
    sector,
    documents,
    mentions,
    aliases,
    entity_id,
from stg_entities
where
    ($type = '' or type = upper($type))
    and ($country = '' or country = upper($country))
order by mentions desc, entity_id asc
limit $top
