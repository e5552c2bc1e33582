-- What is quoted, of whom, in which article, the newest first.
-- @arg entity: An entity_id, of those that are named as speakers; null for every speaker, known or not.
-- @arg speaker_name: Words that the speaker has as written, in any case; null for every speaker.
-- @arg topic: A topic_id: quotations of documents that have it; null for all.
-- @arg outlet: An outlet_id; null for every outlet.
-- @arg d0: First day, the outlet's local day; null for no bound.
-- @arg d1: Last day; null for no bound.
-- @arg min_hits: Least namings of the topic in the body; 0 takes in documents that only name it in the headline.
-- @arg n: Rows at most.
-- published_date: The outlet's local day of publication; may be inferred.
-- outlet_id: The outlet.
-- speaker: Who said it, as written; a pronoun stays one.
-- verb: The verb, as written.
-- text: The words quoted.
-- kind: direct, or partial: a fragment within a sentence of the article.
-- document_id: The document.
-- para_no: The paragraph, as in paragraphs.
-- char_start: Where the words begin in it, in characters from 0.
create or replace macro quotes_of(
    entity := null, speaker_name := null, topic := null, outlet := null, d0 := null, d1 := null, min_hits := 1, n := 50
) as table
with final as (
    select
        documents.published_date,
        documents.outlet_id,
        quotes.speaker,
        quotes.verb,
        quotes.text,
        quotes.kind,
        quotes.document_id,
        quotes.para_no,
        quotes.char_start
    from quotes
    join documents using (document_id)
    where (entity is null or quotes.speaker_entity_id = (select entity_id from known(entity := entity)))
        and (speaker_name is null or contains(lower(quotes.speaker), lower(speaker_name)))
        and (outlet is null or documents.outlet_id = (select outlet_id from known(outlet := outlet)))
        and (d0 is null or documents.published_date >= (select first_day from known(d0 := d0, d1 := d1)))
        and (d1 is null or documents.published_date <= d1::date)
        and (
            topic is null
            or document_id in (select document_id from topic_hits where topic_id = (select topic_id from known(topic := topic)) and hits >= (select least_hits from known(min_hits := min_hits)))
        )
)
select * from final order by published_date desc nulls last, document_id, para_no, char_start limit n;
