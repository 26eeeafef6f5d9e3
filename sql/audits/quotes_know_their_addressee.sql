-- quotes_know_their_addressee: quotes.addressee_group is a group of the same document, or empty.
select
    quotes.doc_id,
    quotes.addressee_group,
from quotes
left join groups
    on
        quotes.addressee_group = groups.group_id
        and quotes.doc_id = groups.doc_id
where
    quotes.addressee_group <> ''
    and groups.group_id is null
