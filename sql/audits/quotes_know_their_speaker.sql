-- quotes_know_their_speaker: quotes.speaker_group is a group of the same document, or empty.
select
    quotes.doc_id,
    quotes.speaker_group,
from quotes
left join groups
    on
        quotes.speaker_group = groups.group_id
        and quotes.doc_id = groups.doc_id
where
    quotes.speaker_group <> ''
    and groups.group_id is null
