-- The words of a question as search_postings has them, read as tasks/subjects/terms.py reads articles.
-- @arg q: Words; "in quotes" a phrase that must be there, +word one that must, -word one that must not.
-- @arg exact: true takes all of q for one phrase, whatever marks and signs are in it.
-- clause_no: Which word or phrase of the question, from 1.
-- sign: '+' when it must be there, '-' when it must not, '' when it may.
-- is_exact: Whether its words must follow each other: it is in quotes or has a sign.
-- word_no: Place of the term in the clause, from 0, as positions count.
-- term: The term; null where a place is counted and nothing looked for.
-- is_start: Whether any term that begins so will do: a single Chinese, Japanese, Korean or Thai character.
create or replace macro search_words(q, exact := false) as table
with folded as (
    select replace(strip_accents(lower(translate(
        plain,
        '“”„«»「」『』＂’ʼ＇＋－　',
        '""""""""""''''''+- '
    ))), 'ς', 'σ') as folded_question
    from search_plain(q)
),
clauses as (
    select
        unnest(parts) as clause,
        generate_subscripts(parts, 1) as clause_no
    from (
        select regexp_extract_all(if(exact, '"' || replace(folded_question, '"', ' ') || '"', folded_question), '[+-]?"[^"]*"?|[^\s"]+') as parts from folded
    )
),
signed as (
    select
        clause_no,
        regexp_extract(clause, '^[+-]') as sign,
        regexp_matches(clause, '^[+-]|"') as is_exact,
        regexp_extract_all(clause, '[\p{L}\p{N}]+(?:''[\p{L}\p{N}]+)*') as words
    from clauses
),
plain as (
    select
        clause_no,
        sign,
        is_exact,
        generate_subscripts(words, 1) as place,
        replace(regexp_replace(unnest(words), '''s$', ''), '''', '') as word
    from signed
),
runs as (
    -- the scripts of PAIRED in terms.py apart from the others
    select
        * exclude (word, parts),
        generate_subscripts(parts, 1) as run_no,
        unnest(parts) as run
    from (
        select
            *,
            regexp_extract_all(
                word,
                '[\x{e00}-\x{eff}\x{1000}-\x{109f}\x{1780}-\x{17ff}\x{3005}-\x{3007}\x{3040}-\x{30ff}\x{3400}-\x{9fff}\x{ac00}-\x{d7a3}\x{f900}-\x{faff}\x{20000}-\x{3ffff}]+'
                || '|[^\x{e00}-\x{eff}\x{1000}-\x{109f}\x{1780}-\x{17ff}\x{3005}-\x{3007}\x{3040}-\x{30ff}\x{3400}-\x{9fff}\x{ac00}-\x{d7a3}\x{f900}-\x{faff}\x{20000}-\x{3ffff}]+'
            ) as parts
        from plain
    )
),
terms as (
    select
        * exclude (run, letters),
        len(letters) as run_length,
        generate_subscripts(letters, 1) as letter_no,
        unnest(letters) as term
    from (
        select
            *,
            regexp_matches(
                run,
                '^[\x{e00}-\x{eff}\x{1000}-\x{109f}\x{1780}-\x{17ff}\x{3005}-\x{3007}\x{3040}-\x{30ff}\x{3400}-\x{9fff}\x{ac00}-\x{d7a3}\x{f900}-\x{faff}\x{20000}-\x{3ffff}]'
            ) as is_paired,
            case
                when is_paired
                    then list_transform(
                        range(1, length(run) + 1), lambda place: substring(run, place, 2)
                    )
                else [left(run, 64)]
            end as letters
        from runs
    )
),
numbered as (
    select
        clause_no,
        sign,
        is_exact,
        row_number() over (
            partition by clause_no order by place, run_no, letter_no
        ) - 1 as word_no,
        -- the last character of a run is in the pair before it
        case when not is_paired or run_length = 1 or letter_no < run_length then term end as term,
        is_paired and run_length = 1 as is_start
    from terms
),
-- From here on the English stemmer of Snowball 3.1, step by step. A Y is a y that is no vowel; p1
-- and p2 are where its regions R1 and R2 begin, in letters before them.
marked as (
    select
        *,
        regexp_full_match(term, '[a-z]{3,}') as is_stemmed,
        regexp_replace(regexp_replace(term, '^y', 'Y'), '([aeiouy])y', '\1Y', 'g') as w0
    from numbered
),
first_region as (
    select
        *,
        length(regexp_extract(
            w0,
            '^(?:arsen|commun|emerg|gener|inter|later|organ|past|univers|[^aeiouy]*[aeiouy]+[^aeiouy])'
        )) as found1,
        if(found1 = 0, length(w0), found1) as p1
    from marked
),
second_region as (
    select
        *,
        length(regexp_extract(substring(w0, p1 + 1), '^[^aeiouy]*[aeiouy]+[^aeiouy]')) as found2,
        if(found2 = 0, length(w0), p1 + found2) as p2
    from first_region
),
plurals as (
    select
        *,
        case
            when regexp_matches(w0, 'sses$') then left(w0, -2)
            when regexp_matches(w0, '..ie[ds]$') then left(w0, -2)
            when regexp_matches(w0, 'ie[ds]$') then left(w0, -1)
            when regexp_matches(w0, '[us]s$') then w0
            when regexp_matches(w0, '[aeiouy].+s$') then left(w0, -1)
            else w0
        end as w1
    from second_region
),
past_endings as (
    select
        *,
        regexp_extract(w1, '(eedly|ingly|edly|eed|ing|ed)$') as ending1,
        left(w1, length(w1) - length(ending1)) as base1
    from plurals
),
past_cut as (
    -- w2 is what is left of the word, is_cut whether an ending was taken that may leave an e out
    select
        *,
        ending1 not in ('', 'eed', 'eedly')
        and regexp_matches(base1, '[aeiouy]')
        and not (
            ending1 = 'ing'
            and regexp_full_match(base1, 'even|cann|inn|earr|herr|out|[^aeiouy]y')
        ) as is_cut,
        case
            when ending1 in ('eed', 'eedly')
                then if(
                    length(base1) >= p1 and base1 not in ('succ', 'proc', 'exc'),
                    base1 || 'ee',
                    w1
                )
            when ending1 = 'ing' and regexp_full_match(base1, '[^aeiouy]y')
                then left(base1, 1) || 'ie'
            when is_cut then base1
            else w1
        end as w2
    from past_endings
),
pasts as (
    select
        *,
        case
            when not is_cut then w2
            when regexp_matches(w2, '(at|bl|iz)$') then w2 || 'e'
            when regexp_matches(w2, '(bb|dd|ff|gg|mm|nn|pp|rr|tt)$')
                then if(regexp_full_match(w2, '[aeo]..'), w2, left(w2, -1))
            when
                length(w2) = p1
                and regexp_matches(
                    w2, '[^aeiouy][aeiouy][^aeiouywxY]$|^[aeiouy][^aeiouy]$|past$'
                )
                then w2 || 'e'
            else w2
        end as w3
    from past_cut
),
ys as (
    select
        *,
        if(regexp_matches(w3, '.[^aeiouy][yY]$'), left(w3, -1) || 'i', w3) as w4
    from pasts
),
second_endings as (
    select
        *,
        regexp_extract(
            w4,
            '(ational|iveness|fulness|ousness|ization|tional|biliti|lessli|alism|ation|aliti|iviti|entli|ousli|fulli|ogist|anci|enci|abli|alli|izer|ator|bli|ogi|li)$'
        ) as ending2,
        left(w4, length(w4) - length(ending2)) as base2
    from ys
),
seconds as (
    select
        *,
        case
            when ending2 = '' or length(base2) < p1 then w4
            when ending2 = 'tional' then base2 || 'tion'
            when ending2 = 'enci' then base2 || 'ence'
            when ending2 = 'anci' then base2 || 'ance'
            when ending2 = 'abli' then base2 || 'able'
            when ending2 = 'entli' then base2 || 'ent'
            when ending2 in ('izer', 'ization') then base2 || 'ize'
            when ending2 in ('ational', 'ation', 'ator') then base2 || 'ate'
            when ending2 in ('alism', 'aliti', 'alli') then base2 || 'al'
            when ending2 in ('fulness', 'fulli') then base2 || 'ful'
            when ending2 in ('ousli', 'ousness') then base2 || 'ous'
            when ending2 in ('iveness', 'iviti') then base2 || 'ive'
            when ending2 in ('biliti', 'bli') then base2 || 'ble'
            when ending2 = 'ogist' then base2 || 'og'
            when ending2 = 'ogi' then if(base2[-1] = 'l', base2 || 'og', w4)
            when ending2 = 'lessli' then base2 || 'less'
            when regexp_matches(base2, '[cdeghkmnrt]$') then base2
            else w4
        end as w5
    from second_endings
),
third_endings as (
    select
        *,
        regexp_extract(w5, '(ational|tional|alize|icate|iciti|ative|ical|ness|ful)$') as ending3,
        left(w5, length(w5) - length(ending3)) as base3
    from seconds
),
thirds as (
    select
        *,
        case
            when ending3 = '' or length(base3) < p1 then w5
            when ending3 = 'tional' then base3 || 'tion'
            when ending3 = 'ational' then base3 || 'ate'
            when ending3 = 'alize' then base3 || 'al'
            when ending3 in ('icate', 'iciti', 'ical') then base3 || 'ic'
            when ending3 in ('ful', 'ness') or length(base3) >= p2 then base3
            else w5
        end as w6
    from third_endings
),
fourth_endings as (
    select
        *,
        regexp_extract(
            w6,
            '(ement|ance|ence|able|ible|ment|ant|ent|ism|ate|iti|ous|ive|ize|ion|al|er|ic)$'
        ) as ending4,
        left(w6, length(w6) - length(ending4)) as base4
    from thirds
),
fourths as (
    select
        *,
        case
            when ending4 = '' or length(base4) < p2 then w6
            when ending4 = 'ion' and not regexp_matches(base4, '[st]$') then w6
            else base4
        end as w7
    from fourth_endings
),
fifths as (
    select
        *,
        left(w7, -1) as base5,
        case
            when w7[-1] = 'e' and length(base5) >= p2 then base5
            when
                w7[-1] = 'e'
                and length(base5) >= p1
                and not regexp_matches(
                    base5, '[^aeiouy][aeiouy][^aeiouywxY]$|^[aeiouy][^aeiouy]$|past$'
                )
                then base5
            when regexp_matches(w7, 'll$') and length(base5) >= p2 then base5
            else w7
        end as w8
    from fourths
),
final as (
    select
        clause_no,
        sign,
        is_exact,
        word_no,
        case
            when not is_stemmed then term
            when term in ('andes', 'atlas', 'bias', 'cosmos', 'howe', 'news', 'sky') then term
            when term = 'early' then 'earli'
            when term = 'gently' then 'gentl'
            when term = 'idly' then 'idl'
            when term = 'only' then 'onli'
            when term = 'singly' then 'singl'
            when term = 'skies' then 'sky'
            when term = 'skis' then 'ski'
            when term = 'ugly' then 'ugli'
            else lower(w8)
        end as term,
        is_start
    from fifths
)
select * from final order by clause_no, word_no;
