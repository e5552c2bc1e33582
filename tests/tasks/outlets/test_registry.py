"""The registry: what its files say, and what they must not say."""

import re

import pytest

from tasks.outlets.registry import OutletFileError, read_outlet, registry_of
from tasks.rulebook import OUTLETS, load_registry

POST = """
outlet_id: linhai_post
name: The Linhai Post
country: CN
zone: Asia/Shanghai
domains: [linhai-post.example]
aliases: [Linhai Post]
signs:
  - {pattern: '^Linhai Post \\|', weight: 0.9, zone: head, why: its source line}
layouts:
  - name: web-2015
    rules:
      - {kind: furniture, pattern: '^Ferry times'}
      - {kind: dateline, pattern: '(?P<place>[A-Z]{4,}) :'}
paragraph_mark: ' ¶ '
"""


def test_every_shipped_outlet_is_read_and_named_like_its_file() -> None:
    registry = load_registry()
    assert set(registry.outlets) == {path.stem for path in OUTLETS.glob("*.yaml")}
    assert {"global_times", "china_daily", "ecns", "cgtn", "korea_herald"} <= set(registry.outlets)


def test_every_sign_says_why() -> None:
    for _, sign, _ in load_registry().signs:
        assert len(sign.why) > 8, sign.pattern


def test_an_outlet_is_found_by_name_alias_and_domain() -> None:
    registry = registry_of([("linhai_post.yaml", POST)])
    outlet = registry.outlets["linhai_post"]
    assert registry.by_name["linhai post"] is outlet
    assert registry.of_url("https://news.linhai-post.example/a/1") is outlet
    assert registry.of_url("linhai-post.example") is outlet
    assert registry.of_url("https://notlinhai-post.example/") is None


def test_rules_and_marks_are_compiled_once() -> None:
    outlet = read_outlet(POST, "linhai_post.yaml")
    assert [kind for kind, _, _ in outlet.compiled_rules] == ["furniture", "dateline"]
    assert len(outlet.datelines) == 1
    assert outlet.paragraph_marks is not None
    assert outlet.compiled_rules is outlet.compiled_rules


def test_a_later_file_replaces_the_outlet_of_the_same_id() -> None:
    mine = POST.replace("The Linhai", "My Linhai")
    registry = registry_of([("linhai_post.yaml", POST), ("linhai_post.yml", mine)])
    assert registry.outlets["linhai_post"].name == "My Linhai Post"


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (POST.replace("Asia/Shanghai", "Asia/Linhai"), "zone"),
        (POST.replace("weight: 0.9", "weight: 2"), "signs.0.weight"),
        (POST.replace("'^Linhai Post \\|'", "'(unclosed'"), "signs.0.pattern"),
        (POST.replace("kind: furniture", "kind: sofa"), "layouts.0.rules.0.kind"),
        (POST.replace("country: CN", "country: China"), "country"),
        (POST + "colour: red\n", "colour"),
        (POST.replace("linhai_post", "Linhai Post"), "outlet_id"),
        (POST.replace("linhai_post", "linhai_mail"), "call it linhai_mail.yaml"),
        (POST.replace("web-2015", "web-2015\n    valid_from: 2015-13-01"), "month must be in"),
        (POST.replace("web-2015", "web-2015\n    valid_from: 2015-13-01"), ", line "),
        (POST + "name: The Post\n", "says 'name' again, as line 3 does"),
        (POST + "media_type: wire_agency\n", "agency"),
        ("[not, an, outlet]", "file"),
    ],
)
def test_a_wrong_file_is_refused_by_file_and_field(text: str, field: str) -> None:
    with pytest.raises(OutletFileError) as refusal:
        read_outlet(text, "linhai_post.yaml")
    assert re.match(r"linhai_post\.yaml(, line \d+)?: ", str(refusal.value))
    assert field in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_file_that_is_no_yaml_is_refused_by_name() -> None:
    with pytest.raises(OutletFileError, match=r"^linhai_post\.yaml, line 2: "):
        read_outlet("outlet_id: [unclosed", "linhai_post.yaml")
