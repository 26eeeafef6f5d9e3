-- members_have_their_container: a member's container stands in the ledger as a container that was opened, and has the
-- same source.
select
    members.path,
    members.member_of,
    containers.state,
from files as members
left join files as containers on members.member_of = containers.path
where
    members.member_of <> ''
    and (
        containers.path is null
        or containers.state <> 'container'
        or containers.source <> members.source
    )
