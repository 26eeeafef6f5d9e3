-- states_add_up: every file of the ledger is in exactly one known state, source by source.
select
    source,
    count(*) as files,
    count(*) filter (where state in ('published', 'duplicate', 'refused', 'waiting', 'container')) as in_a_state,
from files
group by source
having
    count(*) <> in_a_state
    or count(*) <> count(distinct path)
