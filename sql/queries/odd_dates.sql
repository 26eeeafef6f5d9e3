-- odd_dates: Events told as fact but dated after their article: dates that were probably misread.
-- param top integer = 50: rows at most
select
    date,
    published_on,
    date_basis,
    type,
    sentence,
    title,
    sources,
    event_id,
from events_flat
where
    has_happened
    and date > published_on + 1
order by published_on desc, event_id asc
limit $top
