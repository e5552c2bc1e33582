"""Style sheets and scripts without a suffix are no copy; articles about them are."""

import io

import pytest

from tasks.readers.limits import ReadingRules
from tasks.readers.records import NoRecord, Record
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
