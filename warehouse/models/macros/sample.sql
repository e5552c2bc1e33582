-- Documents drawn by the hash of their ids: the same for everybody who has the snapshot and the seed.
-- @arg topic: A topic_id; null draws from every document.
-- @arg n: How many.
-- @arg seed: Another number draws others; a larger n keeps those drawn and adds to them.
-- @arg outlet: An outlet_id; null for every outlet.
-- @arg d0: First day, the outlet's local day; null for no bound.
-- @arg d1: Last day; null for no bound.
-- @arg min_hits: Least namings where the topic looks, mostly the body, for a document to count; 0 takes in those only the headline names.
-- place: Place in the draw, from 1.
-- document_id: The document.
-- outlet_id: The outlet; null when nothing says who printed it.
-- published_date: The outlet's local day of publication; may be inferred.
-- title: Headline.
-- hits: Namings of the topic in the body; null without a topic.
create or replace macro sample(
    topic := null, n := 10, seed := 1, outlet := null, d0 := null, d1 := null, min_hits := 1
) as table
with hit as (
    select document_id, hits from topic_hits where topic_id = (select topic_id from known(topic := topic)) and hits >= (select least_hits from known(min_hits := min_hits))
),
drawn as (
    select
        documents.document_id,
        outlet_id,
        published_date,
        title,
        hits,
        md5(concat_ws('/', seed::varchar, documents.document_id)) as lot
    from documents
    left join hit using (document_id)
    where (topic is null or hit.document_id is not null)
        and (outlet is null or outlet_id = (select outlet_id from known(outlet := outlet)))
        and (d0 is null or published_date >= (select first_day from known(d0 := d0, d1 := d1)))
        and (d1 is null or published_date <= d1::date)
    order by lot, documents.document_id
    limit n
),
final as (
    select
        row_number() over (order by lot, document_id) as place,
        document_id,
        outlet_id,
        published_date,
        title,
        hits
    from drawn
)
select * from final order by place;
