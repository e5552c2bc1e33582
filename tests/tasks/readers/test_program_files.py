"""Source code, scripts and settings are skipped by their names; copy of such a name is read."""

import io
import zipfile

import pytest

from tasks.readers.code_text import has_most_in_words
from tasks.readers.limits import ReadingRules
from tasks.readers.records import Entry, NoRecord, Record
from tests.growth import grows_in_line
from tests.tasks.readers.reading import read_entries

SOURCE = '''"""The harbour's clock, which shows when the next ferry of the day leaves the quay."""

import quay

def clock(at: int) -> int:
    # the council of the quay has decided that the ferry leaves at every full hour of the day
    return quay.next(at) - at
'''
COPY = (
    "The harbour of Linhai reopened on Tuesday.\n\n"
    "Engineers had checked both cranes,\nand found cracks in one of them.\n"
)
PAGE = f"<html><body><h1>Port opens</h1><p>{COPY}</p></body></html>"
NOTEBOOK = '{"cells": [{"cell_type": "markdown", "source": ["The harbour of Linhai reopened."]}]}'
DUMP = "-- MySQL dump 10.13\nINSERT INTO `articles` VALUES (1,'Port opens');\n"


def read(content: str, name: str) -> Entry:
    [found] = read_entries(io.BytesIO(content.encode()), name, ReadingRules())
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(name, content)
    packed.seek(0)
    [member] = read_entries(packed, "a.zip", ReadingRules())
    assert isinstance(found, (Record, NoRecord))
    assert type(found) is type(member)
    return found


@pytest.mark.parametrize(
    ("content", "name"),
    [
        *((SOURCE, f"clock{suffix}") for suffix in (".py", ".PL", ".R", ".c", ".go", ".swift")),
        *((SOURCE, name) for name in ("Dockerfile", "src/Makefile", "CMakeLists.txt")),
        ("# The clock.\nclock: the ferry of the quay leaves at every full hour.\n", "a.yaml"),
        ("[clock]\nferry = the quay\n", "setup.cfg"),
        ("{clock: 1}\n", "a.yml"),
        (NOTEBOOK, "a.ipynb"),
        ("From 1a2b Mon Sep 17 00:00:00 2001\nFrom: Li Bo <li@a.example>\nSubject: x\n", "1.patch"),
        ("<?php get_header(); ?>\n<p>The ferry</p>\n", "index.php"),
        ("#!/bin/sh\necho The harbour of Linhai reopened on Tuesday, said its mayor.\n", "start"),
        ("#! /usr/bin/env python\n" + SOURCE, "start.txt"),
        ("-- The clock.\nSELECT at FROM ferries WHERE quay = 1;\n", "clock.sql"),
    ],
)
def test_programs_and_settings_are_no_copy(content: str, name: str) -> None:
    found = read(content, name)
    assert isinstance(found, NoRecord)
    assert (found.outcome, found.reason_code) == ("skipped", "not_copy")


@pytest.mark.parametrize("name", ["index.php", "b92.rs", "Port.Swift", "index.txt.pl", "1.c"])
@pytest.mark.parametrize("content", [COPY, PAGE])
def test_copy_under_the_name_of_a_program_is_read(content: str, name: str) -> None:
    assert isinstance(read(content, name), Record)


def test_a_program_without_its_name_is_read_as_a_text() -> None:
    assert isinstance(read(SOURCE, "clock.txt"), Record)
    assert isinstance(read("#!ferry is the word of the day in the harbour.\n", "a.txt"), Record)


def test_a_dump_of_a_database_is_refused_and_not_skipped() -> None:
    found = read(DUMP, "site.sql")
    assert isinstance(found, NoRecord)
    assert (found.outcome, found.reason_code) == ("quarantined", "unsupported_form")
    assert "SQL dump" in found.detail


@pytest.mark.parametrize("piece", ["/*", '"""', "=a\n", "a b c d\n", "# a\n", "'''\n"])
def test_words_are_told_from_code_in_time_in_line_with_its_size(piece: str) -> None:
    assert grows_in_line(lambda size: piece * size, has_most_in_words, 500)
