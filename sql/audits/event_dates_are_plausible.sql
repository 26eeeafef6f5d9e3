-- event_dates_are_plausible: what has happened is not dated after the article. Single slips are let through;
-- more than one in ten of at least twenty dated events means that dates are read wrongly.
with

dated as (
    select events.date > (documents.published_at at time zone 'UTC')::date + 1 as is_later,
    -- one day for time zones
    from events
    inner join documents on events.doc_id = documents.doc_id
    where
        events.date is not null
        and events.modality = 'actual'
        and not events.negated
        and documents.published_precision in ('second', 'minute', 'day')
)

select
    count(*) as dated_events,
    count(*) filter (where is_later) as dated_after_the_article,
from dated
having
    count(*) >= 20
    and count(*) filter (where is_later) > count(*) / 10
