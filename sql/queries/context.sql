-- context: The text around an event, its sentence between » and «.
-- param event text: event_id, or its first characters
-- param margin integer = 300: characters to show on each side
select
    events.day,
    events.actors,
    events.type,
    events.recipients,
    substring(
        documents.text,
        greatest(events.sentence_start - $margin, 0) + 1,
        least(events.sentence_start, $margin)
    )
    || '»' || events.sentence || '«'
    || substring(documents.text, events.sentence_end + 1, $margin) as context,
    events.title,
    events.url,
    events.sources,
    events.doc_id,
from events_flat as events
inner join stg_documents as documents on events.doc_id = documents.doc_id
where
    starts_with(events.event_id, $event)
    and $event <> ''
order by events.event_id asc
