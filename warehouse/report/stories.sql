-- Largest stories
-- Events that several outlets covered, with who had them first by a stated time.
-- First mover only by times that the copy states; a dash where none is stated. Dates inferred from a story never decide it.
with first_movers as (
    select
        story_id,
        arg_min(coalesce(outlet_name, 'unknown'), published_at) as first_outlet,
        min(published_at) as first_at
    from documents
    where date_kind = 'published' and published_at is not null and story_id is not null
    group by story_id
),
final as (
    select title, date_lo as first_day, date_hi as last_day, outlets, documents, texts, first_outlet, first_at, story_id
    from stories left join first_movers using (story_id)
    where outlets > 1
)
select * from final order by outlets desc, documents desc, story_id limit 25;
