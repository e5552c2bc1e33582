-- The documents that count in a period, or one print of each text: what wire_share and originality are counted of.
-- @arg topic: A topic_id; null takes every document.
-- @arg outlet: An outlet_id; null for every outlet.
-- @arg d0: First day, the outlet's local day; null for no bound.
-- @arg d1: Last day; null for no bound.
-- @arg grain: 'day', 'week' (from Monday), 'month', 'quarter' or 'year'.
-- @arg min_hits: Least namings where the topic looks, mostly the body, for a document to count; 0 takes in those only the headline names.
-- @arg unit: 'document' takes each as printed; 'text' each text once an outlet and period, by the print nearest to the origin of its cluster: an outlet's own reprint does not count twice; 'story' each story once, by its first print.
-- outlet_id: The outlet; documents without one are in no row.
-- period: First day of the period; documents without a day are in no row.
-- document_id: The document.
-- word_count: Its words.
-- counted_as: What it is counted as: itself, its text (its cluster, else its words) or its story (else itself).
create or replace macro printings(
    topic := null, outlet := null, d0 := null, d1 := null, grain := 'month', min_hits := 1, unit := 'document'
) as table
with chosen as (
    -- named here: DuckDB 2 takes nothing that may raise an error into what a window is parted by
    select
        outlet_id,
        date_trunc((select period_grain from known(grain := grain)), published_date)::date as period,
        document_id,
        word_count,
        case unit
            when 'document' then document_id
            when 'text' then coalesce(cluster_id, body_hash)
            when 'story' then coalesce(story_id, document_id)
            else error('unit is document, text or story')
        end as counted_as,
        unit = 'text' and is_cluster_origin as is_cluster_origin,
        published_date,
        published_at
    from documents
    where outlet_id is not null
        and published_date is not null
        and (outlet is null or outlet_id = (select outlet_id from known(outlet := outlet)))
        and (d0 is null or published_date >= (select first_day from known(d0 := d0, d1 := d1)))
        and (d1 is null or published_date <= d1::date)
        and (topic is null or document_id in (
            select document_id from topic_hits where topic_id = (select topic_id from known(topic := topic)) and hits >= (select least_hits from known(min_hits := min_hits))
        ))
),
final as (
    select outlet_id, period, document_id, word_count, counted_as
    from chosen
    qualify row_number() over (
        partition by outlet_id, period, counted_as
        order by is_cluster_origin desc nulls last, published_date, published_at nulls last, document_id
    ) = 1
)
select * from final;
