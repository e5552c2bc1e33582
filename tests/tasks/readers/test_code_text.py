"""Style sheets and scripts without a suffix are no copy; articles about them are."""

import io

import pytest

from tasks.readers.code_text import holds_copy
from tasks.readers.limits import ReadingRules
from tasks.readers.records import NoRecord, Record
from tasks.readers.streams import LOOK
from tests.growth import grows_in_line
from tests.tasks.readers.reading import read_entries

STYLES = """@charset "utf-8";
/*! Quay 1.2 | Reset of the paper's own, made for the page of the harbour and its neighbours. */
body,
.quay > a:hover {
  color: #333;
  margin: 0 auto;
}
@media (max-width: 40em) {
  .quay { display: none; }
}
"""
PACKED_STYLES = ":root{--quay:#fff}.a,.b{margin:0;padding:1px}.c:hover{color:red}#d{display:none}"
SCRIPT = """"use strict";
// The harbour's clock, which shows when the next ferry of the day leaves the quay of the town.
var quay = quay || {};
quay.clock = function (at) {
  var left = quay.next(at) - at;
  if (left < 0) {
    return "The ferry has left.";
  }
  return left;
};
"""
CLASS = """class Quay extends Pier {
  constructor(name) {
    super(name);
    this.boats = [];
  }
}
"""
PACKED_SCRIPT = (
    '!function(e,t){"object"==typeof exports?t(exports):t(e.q={})}(this,function(e){e.a=1});'
)
MODULE = """import { clock } from "./clock.js";
import quay from './quay.js';

export default function show() {
  quay.append(clock(Date.now()));
}
"""
ARTICLES = {
    "begins with code": (
        "var x = 1;\n\n"
        "With this line every course of the town's evening school begins, for ten years now.\n\n"
        "The school said on Tuesday that it would go on. It teaches ninety people a year.\n"
    ),
    "quotes code": (
        "import this\n\n"
        "Those who type the words into Python are shown a poem. Its author said he wrote it in an "
        "evening; nineteen of its twenty lines are known.\n"
    ),
    "a first word": "Import duties on steel will rise; exporters fear for their trade.\n" * 4,
    "score cards": "England {\n  Kane 12, (pen) 71;\n  Rice 44;\n}\nFrance {\n  Mbappé 9;\n}\n",
    "data": 'var articles = [{"text": "The council of the quay met on Tuesday and decided that '
    'the ferry would sail again in the spring of the next year."}];\n',
    "data in Chinese": 'var a = [{"text": "港口的渡轮将于明年春天恢复运行，市议会周二'
    '作出了这一决定，渔民们对此表示欢迎，他们说已经等了很久。"}];\n',
    "a glossary": "function (n.): a duty;\nfunctional (adj.): of use;\nfund (n.): sum;\n" * 4,
    "a glossary of trade": "import (n.): goods (brought in);\nexport (n.): goods (sent);\n" * 4,
    "a calendar": "document (1): letter of 3 May 1941;\ndocument (2): letter of 4 May 1941;\n" * 4,
    "accounts": "$ (millions): Revenue 5,212 (4,998);\nCosts 5,212 (4,998); Tax 3 (4);\n" * 3,
    "accounts in sums": "$(millions): Revenue 52 (49); Tax 1 (1);\n" * 5,
    "verse": "let us, then, be up (and doing);\nstill achieving; still pursuing;\n" * 4,
    "groups": "Group A {\nMen: Norway 3, Sweden 2;\nWomen: Norway 3, Sweden 2;\n}\n" * 4,
    "races": "class A {\nNorway (3);\nSweden (2);\n}\n" * 5,
}  # fmt: skip


@pytest.mark.parametrize("name", ["styles", "site.txt"])
@pytest.mark.parametrize("code", [STYLES, PACKED_STYLES, SCRIPT, PACKED_SCRIPT, MODULE, CLASS])
def test_styles_and_scripts_are_no_copy(code: str, name: str) -> None:
    for text in (code, code * 50, "\ufeff" + code):
        [found] = read_entries(io.BytesIO(text.encode()), name, ReadingRules())
        assert isinstance(found, NoRecord)
        assert (found.outcome, found.reason_code) == ("skipped", "not_copy")


@pytest.mark.parametrize("about", ARTICLES)
def test_articles_about_code_and_in_it_are_read(about: str) -> None:
    [found] = read_entries(io.BytesIO(ARTICLES[about].encode()), "a.txt", ReadingRules())
    assert isinstance(found, Record)


BEHIND = {
    "prose": "The council of the quay met on Tuesday and said that the ferry would sail again.\n",
    "short lines": "The council of the quay,\nwhich met on Tuesday,\nsaid that the ferry sails.\n",
    "headlines": "Council meets on the quay\nFerry sails again\n",
    "agate": "Norway 3, Sweden 2\nDenmark 1, Finland 0\nIceland 4, Latvia 4\n",
    "agate of men": "1. Hansen (NOR)\n2. Smith (GBR)\n3. Li (CHN)\n4. Sato (JPN)\n",
    "agate in rows": "Kings 101, Hawks 99 (OT); Nets 88, Bulls 80;\n",
    "Chinese": "港口的渡轮\n将于明年春天恢复\n",
    "verse": "let us then be up and doing,\nwith a heart for any fate;\n",
    "a caption": "The quay of Linhai on Tuesday (Photo: Li Bo)\n",
    "dates": "Tuesday, 3 May (10 am): council;\nWednesday, 4 May (9 am): ferry;\n",
}  # fmt: skip


@pytest.mark.parametrize("about", BEHIND)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
@pytest.mark.parametrize("times", [1, 100])
def test_copy_behind_code_is_read(about: str, encoding: str, times: int) -> None:
    head = (STYLES + SCRIPT) * times
    for text in (head + BEHIND[about], head + BEHIND[about] + SCRIPT):
        stream = io.BytesIO(text.encode(encoding))
        [found] = read_entries(stream, "a.txt", ReadingRules())
        assert isinstance(found, Record)


@pytest.mark.parametrize("about", ["prose", "headlines"])
def test_copy_on_the_line_of_code_is_read(about: str) -> None:
    for text in (
        PACKED_STYLES + BEHIND[about],
        PACKED_STYLES * 90 + BEHIND["prose"].strip() + SCRIPT,
    ):
        [found] = read_entries(io.BytesIO(text.encode()), "a.txt", ReadingRules())
        assert isinstance(found, Record)


def test_copy_behind_more_code_than_is_looked_at_is_read() -> None:
    text = SCRIPT * (LOOK // len(SCRIPT) + 1) + BEHIND["prose"]
    [found] = read_entries(io.BytesIO(text.encode()), "a.txt", ReadingRules())
    assert isinstance(found, Record)


def test_a_comment_that_is_never_closed_hides_no_copy() -> None:
    text = STYLES + "/* The page of the quay.\n" + BEHIND["prose"]
    [found] = read_entries(io.BytesIO(text.encode()), "a.txt", ReadingRules())
    assert isinstance(found, Record)
    text = STYLES + '.a { accept: "image/*"; }\n' + BEHIND["prose"] + "/* The end. */\n"
    [found] = read_entries(io.BytesIO(text.encode()), "a.txt", ReadingRules())
    assert isinstance(found, Record)


@pytest.mark.parametrize("piece", ["/*", "a: b;\n", "/* */", "//\n", "'", "two words\n;\n", "港\n"])
def test_what_is_behind_code_is_looked_at_in_time_in_line_with_its_size(piece: str) -> None:
    assert grows_in_line(lambda size: piece * size, holds_copy, 500)
