-- near_duplicates_are_no_lonely_firsts: a group of near-copies has at least two documents.
select
    "group",
    count(*) as documents,
from near_duplicates
group by "group"
having count(*) < 2
