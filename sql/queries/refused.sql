-- refused: Files that were refused or wait, with what to do about each.
-- param source text = '': source folder; empty for all
-- param reason text = '': reason code; empty for all
select
    source,
    state,
    reason,
    path,
    detail,
from stg_files
where
    state in ('refused', 'waiting')
    and ($source = '' or source = $source)
    and ($reason = '' or reason = $reason)
order by source asc, path asc
