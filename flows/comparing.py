"""What a document shares with others, and two documents side by side with differences marked."""

from collections.abc import Iterator, Sequence
from datetime import UTC
from types import MappingProxyType
from typing import Any, Final

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from flows.naming import NoSuchDocument, document_of
from flows.pasting import pasted
from flows.printing import counted, print_unpadded, steady
from tasks.matching.alignment import KINDS, Aligned, align
from tasks.matching.sentences import Sentence, sentences_of
from tasks.matching.word_order import pieces_of, runs_of, word_diff
from warehouse.projection import DATABASE
from warehouse.session import session
from warehouse.store import Store

Rows = Sequence[dict[str, Any]]
MOST_COPIES: Final = 20  # shown of a document; the table has all
MOST_SENTENCES: Final = 12
CUT: Final = 160  # characters of a sentence in short
NOT_FOUND: Final = (  # recall of benchmarks/alignment.py, as docs/measured.md has it
    "A sentence on one side only may still be said in other words on the other: of 199 paraphrases "
    "that readers found, 114 are found here, and of 200 edited sentences 176."
)
GONE: Final = "red strike"
CAME: Final = "green bold"
# No pipe shows colours: what is marked by them is marked by signs there.
SIGNS: Final = MappingProxyType({GONE: ("[-", "-]"), CAME: ("{+", "+}")})


def relations_of(store: Store, document_id: str, out: Console) -> None:
    """Prints the document's copies, its cluster and its aligned sentences in short."""
    copies, clusters, stories, sentences = _rows(
        store, [_COPIES, _CLUSTER, _STORY, _SENTENCES], id=document_id
    )
    out.print(f"\n[bold]copies[/bold]: {len(copies) or 'none known'}")
    for line in _copies(copies[:MOST_COPIES], document_id):
        out.print(escape(steady(line)))
    if len(copies) > MOST_COPIES:
        of_it = f"sql \"from copies where '{document_id}' in (later_id, earlier_id)\""
        more = f"  and {len(copies) - MOST_COPIES:,} more: {pasted(of_it, store.root)}"
        out.print(escape(steady(more)), soft_wrap=True)
    for cluster in clusters:
        out.print(f"\n[bold]cluster[/bold]: {escape(steady(_cluster(cluster, document_id)))}")
    for story in stories:
        out.print(f"\n[bold]story[/bold]: {escape(steady(_story(story)))}")
    odd = [row for row in sentences if row["kind"] != "verbatim"]
    if sentences:
        kinds = [row["kind"] for row in sentences]
        counts = ", ".join(f"{kinds.count(kind)} {kind}" for kind in KINDS)
        out.print(f"\n[bold]aligned sentences[/bold]: {counts}; paragraphs as in the body")
    for row in odd[:MOST_SENTENCES]:
        out.print(
            f"  {row['kind']} {row['similarity']:.2f}: paragraph {row['para']} sentence "
            f"{row['sentence']} is paragraph {row['other_para']} sentence "
            f"{row['other_sentence']} of {row['other']}"
        )
        if row["kind"] == "paraphrase":
            out.print(f"      {escape(_short(row['text']))}")
            out.print(f"    ≈ {escape(_short(row['other_text']))}")
            continue
        # the table's own diff is from the first id to the second, whichever is asked for here
        diff = word_diff(row["text"], row["other_text"])
        out.print(f"      {escape(_short(diff or row['text']))}")
    if sentences:
        command = pasted(f"compare {document_id} {sentences[0]['other']}", store.root)
        # a command that is folded in the middle cannot be pasted
        out.print(f"  side by side: {escape(steady(command))}", soft_wrap=True)


def _rows(store: Store, queries: Sequence[str], **values: str) -> list[Rows]:
    """The answers of one snapshot to queries that all take the same values."""
    answers: list[Rows] = []
    with session(store.root / DATABASE, read_only=True) as connection:
        for query in queries:
            found = connection.execute(query, values)
            names = [column[0] for column in found.description or ()]
            answers.append([dict(zip(names, row, strict=True)) for row in found.fetchall()])
    return answers


def compare(store: Store, one_id: str, two_id: str, out: Console) -> None:
    """Prints two documents, sentence beside sentence, what only one of them has marked.

    Then what the tables say of the two: their pair in `copies`, and the story of both. A redirected
    id is followed, and that is said. NoSuchDocument when an id, or the beginning of one, does not
    name exactly one document.
    """
    (one, one_note), (two, two_note) = (document_of(store, given) for given in (one_id, two_id))
    notes = [note for note in (one_note, two_note) if note]
    if one["document_id"] == two["document_id"]:
        raise NoSuchDocument("; ".join([f"{one_id}: the same document twice; give two", *notes]))
    for note in notes:
        out.print(escape(steady(note)))
    left, right = (sentences_of((each["body"] or "").split("\n\n")) for each in (one, two))
    pairs = _aligned(one, two, left, right)
    table = Table(expand=out.is_terminal, box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(_head(one), ratio=1, overflow="fold")
    table.add_column("", width=2)
    table.add_column(_head(two), ratio=1, overflow="fold")
    for cells in _beside(left, right, pairs, in_colours=out.color_system is not None):
        table.add_row(*cells)
    print_unpadded(table, out)
    kinds = [pair.kind for pair in pairs]
    out.print(
        f"= verbatim {kinds.count('verbatim')}, ~ edited {kinds.count('edited')}, "
        f"≈ paraphrase {kinds.count('paraphrase')}; only left {len(left) - len(pairs)}, "
        f"only right {len(right) - len(pairs)} sentences"
    )
    if len(left) > len(pairs) or len(right) > len(pairs):
        out.print(NOT_FOUND)
    (between,) = _rows(store, [_BETWEEN], id=one["document_id"], other_id=two["document_id"])
    for line in _between(between, one, two):
        out.print(escape(steady(line)))


def _between(pairs: Rows, one: dict[str, Any], two: dict[str, Any]) -> Iterator[str]:
    """What the tables say of the two: which is whose copy, and whether they tell one story."""
    for row in pairs:
        later = "left" if row["later_id"] == one["document_id"] else "right"
        order = f"the {later} one is later" if row["is_ordered"] else "no time says which is later"
        yield (
            f"copies: {row['relation']}, {row['shared_words']:,} shared words, "
            f"containment {row['containment']:.2f}; {order}"
        )
        yield f"    {_direction(row)}"
    if not pairs:
        yield "copies: the two are no pair of copies"
    if one["story_id"] and one["story_id"] == two["story_id"]:
        yield f"story: both are of {one['story_id']}"


def _aligned(
    one: dict[str, Any], two: dict[str, Any], left: Sequence[Sentence], right: Sequence[Sentence]
) -> list[Aligned]:
    """As `aligned_sentences` has them, which begins with the lesser id."""
    if one["document_id"] > two["document_id"]:
        turned = _aligned(two, one, right, left)
        return sorted(pair._replace(one=pair.two, two=pair.one) for pair in turned)
    return align(left, right, outlets=(one["outlet_id"], two["outlet_id"]))


def _beside(
    left: Sequence[Sentence],
    right: Sequence[Sentence],
    pairs: Sequence[Aligned],
    *,
    in_colours: bool,
) -> Iterator[tuple[Text, str, Text]]:
    """The first text in its order; sentences only the second has stand where they follow."""
    of_left = {pair.one: pair for pair in pairs}
    alone = set(range(len(right))) - {pair.two for pair in pairs}
    shown = 0
    for place, sentence in enumerate(left):
        pair = of_left.get(place)
        if pair is None:
            yield _marked(sentence.text, GONE, in_colours), "", Text()
            continue
        for other in range(shown, pair.two):
            if other in alone:
                yield Text(), "", _marked(right[other].text, CAME, in_colours)
        shown = max(shown, pair.two)
        sign = {"verbatim": "=", "edited": "~"}.get(pair.kind, "≈")
        yield (*_both(sentence.text, right[pair.two].text, sign, in_colours),)
    for other in range(shown, len(right)):
        if other in alone:
            yield Text(), "", _marked(right[other].text, CAME, in_colours)


def _both(one: str, two: str, sign: str, in_colours: bool) -> tuple[Text, str, Text]:
    # a paraphrase has other words all over; the few in common by chance would be the unmarked ones
    if sign in "=≈":
        return Text(steady(one)), sign, Text(steady(two))
    left, right = pieces_of(one), pieces_of(two)
    here, there = Text(), Text()
    bare = [[piece.strip() for piece in pieces] for pieces in (left, right)]
    for kind, first, last, begin, end in runs_of(*bare):
        style = kind != "same"
        for text, words, mark in ((here, left[first:last], GONE), (there, right[begin:end], CAME)):
            joined = "".join(words)
            text.append_text(
                _marked(joined, mark, in_colours) if style and joined else Text(steady(joined))
            )
    return here, sign, there


def _marked(text: str, style: str, in_colours: bool) -> Text:
    text = steady(text)
    if in_colours:
        return Text(text, style=style)
    blanks = len(text) - len(text.lstrip())
    opening, closing = SIGNS[style]
    return Text(f"{text[:blanks]}{opening}{text[blanks:]}{closing}")


def _head(document: dict[str, Any]) -> Text:
    said = (
        document["document_id"],
        document["outlet_name"] or "unknown outlet",
        _day(document),
        document["title"] or "(no title)",
    )
    return Text("\n".join(map(steady, said)))


def _copies(copies: Rows, document_id: str) -> Iterator[str]:
    for row in copies:
        is_later = row["later_id"] == document_id
        other = row["earlier_id"] if is_later else row["later_id"]
        order = ("of the earlier" if is_later else "by the later") if row["is_ordered"] else "with"
        outlet = row["outlet_name"] or "unknown outlet"
        yield (
            f"  {row['relation']:<9} {order} {other}, {outlet}, "
            f"{_day(row)}: {row['shared_words']:,} shared words, "
            f"containment {row['containment']:.2f}"
        )
        yield f"      {_direction(row)}"


_SAYINGS: Final = MappingProxyType(
    {
        "same_outlet": "one outlet prints it again",
        "agency_print": "one of the two is the credited agency's own print",
        "both_credit_agency": "both credit the agency",
        "both_credit_outlet": "both name one other outlet as their source",
        "one_credits_agency": "one of the two credits an agency",
        "cluster_credits_agency": "other prints of it credit an agency",
        "later_credits_earlier": "the later one names {earlier_outlet} as its source",
        "earlier_credits_later": "the one dated earlier names {later_outlet} as its source",
    }
)


def _direction(row: dict[str, Any]) -> str:
    """Who has the text from whom and what says so, in words and as the columns have it."""
    if row["direction"] == "unknown":
        return "unknown: nothing says who has it from whom"
    said = _SAYINGS[row["direction_basis"]].format_map(row)
    return (
        f"{row['direction']}: {said} ({row['direction_basis']}, "
        f"confidence {row['direction_confidence']:.2f})"
    )


_BASES: Final = MappingProxyType(
    {
        "stated_time": "it states the earliest time",
        "agency_print": "it is the credited agency's own print",
        "stated_day": "none states an earlier time, but others the same or none",
        "fuller_text": "its text is the fullest; no time tells",
    }
)


def _cluster(row: dict[str, Any], document_id: str) -> str:
    who = "this one" if row["origin_id"] == document_id else row["origin_id"]
    link = {
        "origin": "",
        "direct": f"; this one shares text with it: {_share(row)}",
        "through": f"; this one is linked through {row['via_id']}: {_share(row)}",
    }[row["link"]]
    return (
        f"{row['cluster_id']}, {counted(row['members'], 'document')} of "
        f"{counted(row['outlets'], 'outlet')}; origin "
        f"{who}: {_BASES[row['origin_basis']]}{link}"
    )


def _story(row: dict[str, Any]) -> str:
    return (
        f"{row['story_id']}, {counted(row['documents'], 'document')} of "
        f"{counted(row['texts'], 'text')} and {counted(row['outlets'], 'outlet')}; "
        f"this one by {row['basis']}, score {row['score']:.2f}"
    )


def _day(row: dict[str, Any]) -> str:
    """The day; that it is inferred or an update's where it is, else the time where it is stated.

    Days are the outlets' own and times UTC: of two outlets' days alone none says who was first.
    """
    if row["published_date"] is None:
        return "undated"
    kind = {"inferred": " (inferred)", "updated": " (of an update)"}.get(row["date_kind"], "")
    if not kind and row["published_at"]:
        at = row["published_at"].astimezone(UTC)
        # the outlet's day may be another than that of UTC
        day = "" if at.date() == row["published_date"] else f"{at:%Y-%m-%d} "
        kind = f" ({day}{at:%H:%M} UTC)"
    return f"{row['published_date']}{kind}"


def _share(row: dict[str, Any]) -> str:
    """How much of which text stands in the other one, of the pair that links a document."""
    if row["containment"] is None:
        return "their pair is not among copies"
    return (
        f"{row['relation']}, containment {row['containment']:.2f} "
        f"({row['own_share']:.2f} of this one, {row['other_share']:.2f} of that one)"
    )


def _short(text: str) -> str:
    text = steady(text)
    return text if len(text) <= CUT else f"{text[:CUT]}…"


_PAIRS: Final = (
    "select copies.*, other.outlet_name, other.published_date, other.published_at, "
    "other.date_kind, coalesce(earlier.outlet_name, 'the other') as earlier_outlet, "
    "coalesce(later.outlet_name, 'the other') as later_outlet "
    "from copies join documents as earlier on earlier.document_id = earlier_id "
    "join documents as later on later.document_id = later_id join documents as other "
    "on other.document_id = if(later_id = $id, earlier_id, later_id) "
)
_COPIES: Final = (
    f"{_PAIRS} where later_id = $id or earlier_id = $id order by similarity desc, other.document_id"
)
_BETWEEN: Final = (
    f"{_PAIRS} where later_id = $id and earlier_id = $other_id "
    "or later_id = $other_id and earlier_id = $id"
)
_CLUSTER: Final = (
    "select cluster_members.*, clusters.*, relation, containment, "
    "if(later_id = $id, later_share, earlier_share) as own_share, "
    "if(later_id = $id, earlier_share, later_share) as other_share "
    "from cluster_members join clusters using (cluster_id) "
    "left join copies on least(later_id, earlier_id) = least($id, coalesce(via_id, origin_id)) "
    "and greatest(later_id, earlier_id) = greatest($id, coalesce(via_id, origin_id)) "
    "where document_id = $id"
)
_STORY: Final = (
    "select story_id, basis, score, documents, texts, outlets from story_members "
    "join stories using (story_id) where document_id = $id"
)
_SENTENCES: Final = (
    "select kind, similarity, if(one_id = $id, two_id, one_id) as other, "
    "if(one_id = $id, one_para, two_para) as para, "
    "if(one_id = $id, one_sentence, two_sentence) as sentence, "
    "if(one_id = $id, two_para, one_para) as other_para, "
    "if(one_id = $id, two_sentence, one_sentence) as other_sentence, "
    "if(one_id = $id, one_text, two_text) as text, "
    "if(one_id = $id, two_text, one_text) as other_text from aligned_sentences "
    "where one_id = $id or two_id = $id "
    "order by similarity, other, para, sentence"
)
