-- quality: How well each source could be read, and what was found in it.
select *
from quality_by_source
order by source asc
