-- Largest stories
-- Events that several outlets covered, with who had them first by a stated time.
-- Counted: {shared_stories} of {stories} stories, those of several outlets, each with all its documents, with a day or without.
-- First mover only by times that the copy states; a dash where none is stated, two are the same, or another outlet states an earlier day. Dates inferred from a story never decide it.
with first_to_tell as (
    select
        story_id,
        coalesce(outlets.name, movers.outlet_id) as first_outlet,
        first_at
    from first_movers() as movers
    left join outlets using (outlet_id)
),
final as (
    select title, date_lo as first_day, date_hi as last_day, outlets, documents, texts, first_outlet, first_at, story_id
    from stories left join first_to_tell using (story_id)
    where outlets > 1
)
select * from final order by outlets desc, documents desc, story_id limit 25;
