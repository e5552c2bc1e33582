-- Keyword in context: where words stand in the headlines and paragraphs, with the text around them, the newest first.
-- @arg q: A word or a phrase; the words are found with other endings too. A sign that stands for several letters, as ㈱ or ½, is not looked into.
-- @arg width: How many characters to show on each side.
-- document_id: The document.
-- para_no: The paragraph, as in paragraphs; 0 for the headline.
-- char_start: Where the match begins in the text, in characters from 0.
-- char_end: The first character after it.
-- left: What stands before it.
-- match: The words as printed.
-- right: What stands after it.
-- outlet: The outlet.
-- published_date: The outlet's local day of publication; may be inferred.
create or replace macro kwic(q, width := 60) as table
with words as (
    select
        word_no,
        term,
        term is null as is_last_letter,
        is_start or regexp_matches(
            term,
            '^[\x{e00}-\x{eff}\x{1000}-\x{109f}\x{1780}-\x{17ff}\x{3005}-\x{3007}\x{3040}-\x{30ff}\x{3400}-\x{9fff}\x{ac00}-\x{d7a3}\x{f900}-\x{faff}\x{20000}-\x{3ffff}]'
        ) as is_paired,
        lag(term) over (order by word_no) as earlier
    from search_words(q, exact := true)
),
shown as (
    select
        case when width < 0 then error('width is 0 characters or more, and not ' || width) else width end as most
),
classes as (
    -- What goes on with a word that is not in pairs, and what stands between words. The pattern is
    -- read anew for each paragraph: classes like \p{L} would take 5 ms each time.
    select
        '[^\s!-&(-/:-@[-`{-¿\x{2000}-\x{2018}\x{201a}-\x{206f}\x{e00}-\x{eff}\x{1000}-\x{109f}\x{1780}-\x{17ff}\x{3000}-\x{9fff}\x{ac00}-\x{d7a3}\x{f900}-\x{ffef}\x{20000}-\x{3ffff}]*' as words_on,
        '[\s!-/:-@[-`{-¿\x{2000}-\x{206f}\x{3000}-\x{3004}\x{3008}-\x{303f}\x{ff00}-\x{ff0f}]*' as gap
),
pieces as (
    -- A form of a word has the letters of its stem but the last, which a y or an e may have been;
    -- of die and lie the first alone, for dying and lying. Which of the words found so are forms
    -- is looked at below.
    select
        word_no,
        term,
        is_paired,
        words_on,
        case
            when is_last_letter then right(earlier, 1)
            when is_paired then left(term, 1)
            when regexp_full_match(term, '[a-z]ie') then left(term, 1)
            when regexp_full_match(term, '[a-z]{3,}') then left(term, -1)
            else term
        end as letters,
        case
            when is_last_letter then gap
            when is_paired then if(is_start_of_run, '', gap)
            else words_on || gap
        end as behind
    from (select *, is_paired and length(term) = 2 as is_start_of_run from words)
    cross join classes
),
question as (
    select
        list(term order by word_no) filter (where term is not null) as terms,
        first(letters order by word_no) as first_letters,
        -- with the letters before it: of airport no port is shown
        if(first(is_paired order by word_no), '', any_value(words_on))
        || string_agg(letters || behind, '' order by word_no) as pattern
    from pieces
),
found as (
    select document_id, outlet_id as outlet, published_date, title
    from (select distinct month, doc_no from search_places(q, exact := true))
    join search_documents using (month, doc_no)
    join documents using (document_id)
),
texts as (
    select document_id, para_no, text
    from paragraphs
    where kind in ('body', 'subhead') and document_id in (select document_id from found)
    union all
    select document_id, 0, title from found where title is not null
),
plain as (
    -- small and without accents, where that leaves every character in its place, and signs that
    -- stand for one letter as this letter: full width, raised, lowered, in circles, half width
    select
        *,
        lower(strip_accents(text)) as small,
        if(length(small) = length(text), small, text) as lettered,
        if(
            regexp_matches(lettered, '[ª-º\x{2070}-\x{2089}\x{2460}-\x{2468}\x{ff10}-\x{ff9d}]'),
            translate(
                lettered,
                'ª²³µ¹º⁰ⁱ⁴⁵⁶⁷⁸⁹ⁿ₀₁₂₃₄₅₆₇₈₉①②③④⑤⑥⑦⑧⑨０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚｦｧｨｩｪｫｬｭｮｯｰｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝ',
                'a23μ1o0i456789n01234567891234567890123456789abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン'
            ),
            lettered
        ) as searched
    from texts
),
split as (
    select
        document_id,
        para_no,
        regexp_extract_all(searched, pattern) as matches,
        list_transform(
            string_split_regex(searched, pattern), lambda gap: length(gap)
        ) as gaps
    from plain
    cross join question
    where contains(searched, first_letters)
),
placed as (
    -- without the text and the lists: carried along, they would be copied for each match
    select
        document_id,
        para_no,
        unnest(matches) as said,
        generate_subscripts(matches, 1) as number,
        unnest(gaps[:len(matches)]) as gap
    from split
),
trimmed as (
    select
        document_id,
        para_no,
        (
            sum(gap) over earlier
            + sum(length(said)) over earlier
            - length(said)
            -- marks before the word, as an opening quote
            + length(regexp_extract(said, '^[^\p{L}\p{N}]+'))
        )::bigint as char_start,
        regexp_replace(said, '^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$', '', 'g') as match
    from placed
    window earlier as (partition by document_id, para_no order by number)
),
forms as (
    select match, row_number() over (order by match) as clause_no
    from (select distinct match from trimmed)
),
read as (
    select clause_no, list(term order by word_no) filter (where term is not null) as terms
    from search_words((
        select string_agg(
            '"' || translate(match, '"“”„«»「」『』＂', '           ') || '"', ' ' order by match
        )
        from forms
    ))
    group by clause_no
),
hits as materialized (
    select document_id, para_no, char_start, char_start + length(match) as char_end
    from trimmed
    join forms using (match)
    join read using (clause_no)
    join question using (terms)
),
final as (
    select
        document_id,
        para_no,
        char_start,
        char_end,
        substring(
            text, greatest(char_start - most, 0) + 1, least(char_start, most)
        ) as "left",
        substring(text, char_start + 1, char_end - char_start) as match,
        substring(text, char_end + 1, most) as "right",
        outlet,
        published_date
    from hits
    join texts using (document_id, para_no)
    join found using (document_id)
    cross join shown
)
select * from final order by published_date desc nulls last, document_id, para_no, char_start;
