-- Pages of outlets that have page layouts: what each layout took, how long, and how far the general path agrees.
-- outlet_id: The outlet.
-- layout: The layout of its pages; null for the pages that no layout of its time took.
-- pages: Documents read by it.
-- recent_share: Its share of the outlet's 100 newest pages; of the row without layout, what was missed.
-- judged_pages: Its own newest pages, 100 at most, which the medians speak of.
-- median_words: Median words of their bodies.
-- earlier_pages: Its pages before those.
-- earlier_median_words: Median words of those; null when there are none.
-- median_agreement: Median share of words the general path has too, 0-1; null for the row without layout.
-- first_date: Local day of its oldest dated page.
-- last_date: Local day of its newest.
-- failed: What the last run found wrong with it: hit_rate (in the row without layout), median_length, agreement.
create or replace view layout_health as
with pages as (
    select
        outlet_id,
        case
            when starts_with(extraction_method, 'page:layout:')
            then split_part(extraction_method, '/', 2)
        end as layout,
        document_id,
        published_date,
        word_count,
        case
            when starts_with(extraction_method, 'page:layout:') then extraction_agreement
        end as agreement
    from documents
    where starts_with(extraction_method, 'page:layout:')
        or list_contains(quality_flags, 'layout_missed')
),
ranked as (
    -- a page without a day counts as new: not to find the day is a sign of a changed site
    select
        *,
        row_number() over (
            partition by outlet_id order by published_date desc nulls first, document_id
        ) as place_in_outlet,
        row_number() over (
            partition by outlet_id, layout order by published_date desc nulls first, document_id
        ) as place_in_layout
    from pages
),
newest as (
    select outlet_id, count(*) as newest_pages
    from ranked
    where place_in_outlet <= 100
    group by outlet_id
),
counted as (
    select
        outlet_id,
        layout,
        count(*) as pages,
        count(*) filter (where place_in_outlet <= 100) as recent_pages,
        count(*) filter (where place_in_layout <= 100) as judged_pages,
        median(word_count) filter (where place_in_layout <= 100) as median_words,
        count(*) filter (where place_in_layout > 100) as earlier_pages,
        median(word_count) filter (where place_in_layout > 100) as earlier_median_words,
        median(agreement) filter (where place_in_layout <= 100) as median_agreement,
        min(published_date) as first_date,
        max(published_date) as last_date
    from ranked
    group by outlet_id, layout
),
last_run as (
    select run_id from snapshots order by sequence desc limit 1
),
failed as (
    select
        scope,
        list(split_part(expectation, '.', 2) order by expectation) as failed
    from validations
    where suite = 'layouts' and not is_success and run_id in (select run_id from last_run)
    group by scope
),
final as (
    select
        outlet_id,
        layout,
        pages,
        recent_pages / newest_pages as recent_share,
        judged_pages,
        median_words,
        earlier_pages,
        earlier_median_words,
        median_agreement,
        first_date,
        last_date,
        coalesce(failed.failed, []) as failed
    from counted
    join newest using (outlet_id)
    left join failed on failed.scope = concat_ws('/', outlet_id, layout)
)
select * from final order by outlet_id, layout nulls last;
