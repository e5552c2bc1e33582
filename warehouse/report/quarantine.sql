-- Quarantine
-- What could not become a document, by stage and reason.
-- Counted: {quarantined} inputs, none of which is a document.
-- Nothing vanishes: `dateline quarantine show` has the bytes.
with final as (
    select stage, reason_code, count(*) as inputs, min(source_uri) as example
    from quarantine
    group by all
)
select * from final order by inputs desc, stage, reason_code;
