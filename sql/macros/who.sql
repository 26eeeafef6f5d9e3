-- who: Entities whose name or alias contains these words, accents and case aside, the most mentioned first.
-- param name_part text: part of a name
with

entities as (
    select * from stg_entities
),

named as (
    select *
    from entities
    where
        contains(strip_accents(lower(name)), strip_accents(lower(name_part)))
        or len(
            list_filter(aliases, lambda a: contains(strip_accents(lower(a)), strip_accents(lower(name_part))))
        ) > 0
    order by mentions desc, entity_id asc
)

select * from named
