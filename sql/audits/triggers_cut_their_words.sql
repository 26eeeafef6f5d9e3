-- triggers_cut_their_words: every event's trigger lies inside its text and is the word that the row names.
select
    events.doc_id,
    events.event_id,
    events.trigger_start,
    events.trigger_end,
    events.trigger,
from events
left join documents on events.doc_id = documents.doc_id
where
    documents.doc_id is null
    or events.trigger_start < 0
    or events.trigger_start >= events.trigger_end
    or events.trigger_end > length(documents.text)
    or substring(documents.text, events.trigger_start + 1, events.trigger_end - events.trigger_start) <> events.trigger
