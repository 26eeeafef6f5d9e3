-- stg_files: The ledger of the raw folder.
-- grain: one row per path, and per member of a container
-- column is_published: its content is in the tables, through this path or another
with

source as (
    select * from files
),

renamed as (
    select
        path,
        nullif(member_of, '') as member_of,
        source,
        sha256,
        nullif(sidecar_sha256, '') as sidecar_sha256,
        size,
        nullif(doc_id, '') as doc_id,
        nullif(format, '') as format,
        state,
        nullif(reason, '') as reason,
        nullif(detail, '') as detail,
        state in ('published', 'duplicate') as is_published,
    from source
)

select * from renamed
