-- who_said: What somebody said, latest first.
-- param name text: part of the speaker's name
-- param about text = '': words the statement contains
-- param since date = null: first day of publication; all when not given
-- param until date = null: last day of publication; all when not given
-- param top integer = 50: rows at most
select
    published_on,
    speaker,
    office,
    cue,
    said,
    title,
    sources,
    doc_id,
from quotes_by_speaker
where
    contains(strip_accents(lower(speaker)), strip_accents(lower($name)))
    and contains(strip_accents(lower(said)), strip_accents(lower($about)))
    and ($since is null or published_on >= $since)
    and ($until is null or published_on <= $until)
order by published_on desc nulls last, doc_id asc, char_start asc
limit $top
