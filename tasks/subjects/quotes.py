"""Quotations of an article with who said them, where a verb of speech stands beside them.

Words in marks without such a verb are no quotes: scare quotes, titles of works, names. Who is
meant by "he" is not looked up: the speaker is given as written.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final, Literal, NamedTuple

from tasks.subjects.entities import Gazetteer, Mention
from tasks.subjects.quote_marks import Quoted, quoted_in
from tasks.subjects.speech import LONGEST_TAIL, WINDOW, Speech, speech_after, speech_before
from tasks.subjects.speech_tokens import clause_after, has_speech, sentence_before, tokens_of
from tasks.subjects.speech_unspaced import speech_unspaced
from tasks.subjects.speech_words import CALLS, CONJUNCTIONS, DETERMINERS, PREPOSITIONS
from tasks.subjects.text import BODY, Paragraph, Text

Kind = Literal["direct", "partial"]
FEWEST_WORDS: Final = 2  # of a whole sentence; one word in marks is more often irony than speech
FEWEST_OF_A_PART: Final = 3
FEWEST_CHARACTERS: Final = 6  # where nothing parts words
SHORT_TAIL: Final = 8  # words between the verb and a quotation that no colon announces
_LEADS_ON: Final = frozenset(",?!…—–-，！？。")


_SMALL_WORDS: Final = PREPOSITIONS | DETERMINERS | CONJUNCTIONS
_UNSPACED: Final = re.compile("[\u3400-\u9fff\uac00-\ud7a3]")


class Quote(NamedTuple):
    """A quotation: `text` is `char_start:char_end` of its paragraph, without the marks.

    One that runs over several paragraphs has a row for each; `continues` is the number of the
    row that it goes on from.
    """

    quote_no: int
    para_no: int
    char_start: int
    char_end: int
    text: str
    kind: Kind
    speaker: str
    verb: str
    speaker_entity_id: str | None
    continues: int | None


class _Said(NamedTuple):
    """A speaker, and the paragraph in whose characters the place is given."""

    para: Paragraph
    speech: Speech


class _Piece(NamedTuple):
    """A quotation in its paragraph; `goes_on` where it is not closed there."""

    para: Paragraph
    quoted: Quoted
    kind: Kind
    said: _Said | None


def quotes_of(
    text: Text, mentions: Sequence[Mention] = (), gazetteer: Gazetteer | None = None
) -> tuple[Quote, ...]:
    """The quotations of the copy whose speaker is named, in order of their place."""
    entities = _by_end(mentions, gazetteer)
    found: list[Quote] = []
    for run in _runs(text):
        said = next((piece.said for piece in run if piece.said), None)
        if said is None:
            continue
        kind: Kind = "direct" if len(run) > 1 else run[0].kind
        speaker = said.para.text[said.speech.start : said.speech.end]
        entity_id = _entity_of(entities, said, speaker)
        for place, piece in enumerate(run):
            number = len(found) + 1
            start, end = piece.quoted.start, piece.quoted.end
            found.append(
                Quote(
                    number, piece.para.para_no, start, end, piece.para.text[start:end], kind,
                    speaker, said.speech.verb, entity_id, number - 1 if place else None,
                )
            )  # fmt: skip
    return tuple(found)


def _runs(text: Text) -> list[list[_Piece]]:
    """Quotations as they were spoken: the pieces of one over several paragraphs together.

    What is not closed and does not go on in the next paragraph has lost its end, and is dropped.
    """
    body = [one for one in text.paragraphs if one.kind == BODY]
    runs: list[list[_Piece]] = []
    going_on: str | None = None
    for place, para in enumerate(body):
        before = body[place - 1] if place else None
        pieces = _pieces(para, before)
        if going_on is not None:
            goes_on = pieces and not _has_copy_before(pieces[0])
            if goes_on and pieces[0].quoted.mark == going_on:
                runs[-1].append(pieces.pop(0))
            else:
                runs.pop()
        going_on = None
        runs += [[piece] for piece in pieces]
        if runs and not runs[-1][-1].quoted.closed and runs[-1][-1].para is para:
            going_on = runs[-1][-1].quoted.mark
    if going_on is not None:
        runs.pop()
    return runs


def _has_copy_before(piece: _Piece) -> bool:
    return bool(piece.para.text[: piece.quoted.start - 1].strip())


def _pieces(para: Paragraph, before: Paragraph | None) -> list[_Piece]:
    text = para.text
    quoted = quoted_in(text)
    pieces: list[_Piece] = []
    for place, one in enumerate(quoted):
        last = pieces[-1] if pieces else None
        until = quoted[place + 1].start - 1 if place + 1 < len(quoted) else len(text)
        since = quoted[place - 1].end + 1 if place else 0
        pieces.append(_piece(para, before, one, last, since, until))
    return pieces


def _piece(
    para: Paragraph, before: Paragraph | None, one: Quoted, last: _Piece | None,
    since: int, until: int,
) -> _Piece:  # fmt: skip
    text = para.text
    said = text[one.start : one.end]
    opens, after = one.start - 1, one.end + 1
    if _is_unspaced(said):
        speech = speech_unspaced(text, opens, after) if len(said) >= FEWEST_CHARACTERS else None
        return _Piece(para, one, "direct", speech and _Said(para, speech))
    words = len(said.split())
    gap = text[since:opens]
    starts_sentence = not gap.strip() or gap.rstrip()[-1:] in ".?!:"
    if words < FEWEST_WORDS or _is_title(said):
        return _Piece(para, one, "partial", None)
    follows = _behind(text, one, after, until)
    if follows and starts_sentence and _is_sentence(said):
        return _Piece(para, one, "direct", _Said(para, follows))
    leading = _ahead(para, before, one, since)
    if leading:
        return leading
    if last is not None and last.said and _goes_on(gap, last, said):
        return _Piece(para, one, "direct", last.said)
    if words < FEWEST_OF_A_PART:
        return _Piece(para, one, "partial", None)
    if follows and not starts_sentence:
        return _Piece(para, one, "partial", _Said(para, follows))
    return _Piece(para, one, "partial", _calling(para, one, since))


def _behind(text: str, one: Quoted, after: int, until: int) -> Speech | None:
    """The speaker that the words behind the quotation name, where its punctuation leads on."""
    if not one.closed:
        return None
    until = min(until, after + WINDOW)
    if not has_speech(text, after, until):
        return None
    tokens = tokens_of(text, after, until)
    leads_on = text[one.end - 1] in _LEADS_ON or tokens[0].text == ","
    if not leads_on and not (text[one.end - 1] == "." and not tokens[0].is_capital):
        return None
    return speech_after(clause_after(tokens))


def _ahead(para: Paragraph, before: Paragraph | None, one: Quoted, since: int) -> _Piece | None:
    """The quotation with the speaker named ahead of it: He said: "It is." He said it was "so"."""
    text, opens = para.text, one.start - 1
    source = para
    head = text[since:opens]
    if not head.strip():
        # announced by a paragraph of its own
        if since or before is None or not before.text.rstrip().endswith(":"):
            return None
        source, since, opens = before, 0, len(before.text)
    since = max(since, opens - WINDOW)
    if not has_speech(source.text, since, opens):
        return None
    tokens = sentence_before(tokens_of(source.text, since, opens))
    if not tokens:
        return None
    speech, tail = speech_before(tokens)
    if speech is None:
        return None
    last = tokens[-1].text
    said = text[one.start : one.end]
    announced = last == ":" or (last == "," and tail <= SHORT_TAIL) or tail == 0
    if announced and tail <= LONGEST_TAIL and _is_sentence(said):
        return _Piece(para, one, "direct", _Said(source, speech))
    if source is para and tail <= LONGEST_TAIL and len(said.split()) >= FEWEST_OF_A_PART:
        return _Piece(para, one, "partial", _Said(source, speech))
    return None


def _goes_on(gap: str, last: _Piece, said: str) -> bool:
    """Whether a quotation goes on after "he said," or "he said."."""
    if last.kind != "direct" or not last.quoted.closed or last.said is None:
        return False
    gap = gap.strip()
    if last.said.para is not last.para or len(gap) > WINDOW:
        return False
    named = last.said.speech.start >= last.quoted.end
    if gap.endswith(","):
        return named
    tokens = tokens_of(gap, 0, len(gap))
    stops = sum(one.text in ".!?" for one in tokens)
    return named and stops == 1 and gap.endswith(".") and _is_sentence(said)


def _calling(para: Paragraph, one: Quoted, since: int) -> _Said | None:
    """Of what somebody calls something: "Li called it "a farce of the worst kind"."""
    opens = one.start - 1
    since = max(since, opens - WINDOW)
    if CALLS.isdisjoint(para.text[since:opens].split()):
        return None
    tokens = sentence_before(tokens_of(para.text, since, opens))
    for place in range(len(tokens) - 1, 0, -1):
        if tokens[place].low in CALLS:
            speech = speech_after(
                [*tokens[:place], tokens[place]._replace(text="said", low="said")]
            )
            return speech and _Said(para, speech._replace(verb=tokens[place].text))
    return None


def _is_sentence(said: str) -> bool:
    """Whether the words begin as a sentence does."""
    letter = next((one for one in said if one.isalnum()), "")
    return letter.isupper() or letter.isdigit()


def _is_title(said: str) -> bool:
    """Whether every word has a capital but the small ones, as in titles of works and names."""
    words = [word.strip(",.;:!?'’") for word in said.split()]
    large = [word for word in words if word and word.lower() not in _SMALL_WORDS]
    return (
        len(large) > 1
        and all(word[0].isupper() or word[0].isdigit() for word in large)
        and said.rstrip()[-1] not in "?!"
    )


def _is_unspaced(said: str) -> bool:
    return not said.isascii() and _UNSPACED.search(said) is not None


def _by_end(
    mentions: Sequence[Mention], gazetteer: Gazetteer | None
) -> Mapping[tuple[int, int], tuple[Mention, str]]:
    if gazetteer is None:
        return {}
    return {
        (one.para_no, one.char_end): (one, gazetteer.by_id[one.entity_id].kind) for one in mentions
    }


def _entity_of(
    entities: Mapping[tuple[int, int], tuple[Mention, str]], said: _Said, speaker: str
) -> str | None:
    """The entity that the speaker's name ends with: a person behind any title, others alone.

    "a spokesman for the Pentagon" is not the Pentagon.
    """
    known = entities.get((said.para.para_no, said.speech.end))
    if known is None:
        return None
    mention, kind = known
    title = speaker[: mention.char_start - said.speech.start].split()
    is_alone = [word.lower() for word in title] in ([], ["the"])
    if kind == "person":
        is_alone = not any(word in ("of", "for", "to", "from") for word in title[-1:])
    return mention.entity_id if is_alone and mention.basis != "demonym" else None
