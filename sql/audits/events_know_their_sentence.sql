-- events_know_their_sentence: an event's sentence exists in the same document, and its trigger stands in it.
select
    events.doc_id,
    events.event_id,
    events.sentence_id,
from events
left join sentences
    on
        events.sentence_id = sentences.sentence_id
        and events.doc_id = sentences.doc_id
where
    sentences.sentence_id is null
    or events.trigger_start < sentences.start
    or events.trigger_end > sentences."end"
