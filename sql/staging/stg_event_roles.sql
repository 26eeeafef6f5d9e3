-- stg_event_roles: Participants of events.
-- grain: one row per participant
-- column char_start: first character in the article's text, counted in code points
-- column char_end: character after the last
with

source as (
    select * from event_roles
),

renamed as (
    select
        event_id,
        doc_id,
        seq,
        role,
        start as char_start,
        "end" as char_end,
        surface,
        nullif(group_id, '') as group_id,
        month,
    from source
)

select * from renamed
