"""Files of programs, told by their names: source code, scripts and settings are no copy."""

import re
from typing import Final

from tasks.readers.code_text import has_most_in_words
from tasks.readers.names import suffix_of

# What programs are set up by, and notes between them; no one writes copy under such a name.
_SETTINGS: Final = frozenset({
    ".yaml", ".yml", ".toml", ".ini", ".cfg", ".conf", ".ipynb", ".patch", ".diff",
})  # fmt: skip
# Languages, and what their suffixes are beside: "index.txt.pl" is Polish, "b92.rs" a site of
# Serbia, "vote.c" the third part of a story. What is mostly words is read.
_LANGUAGES: Final = frozenset({
    ".py", ".pyw", ".pyi", ".pyx", ".rb", ".pl", ".pm", ".php", ".lua", ".r", ".sql", ".vb",
    ".vbs", ".sh", ".bash", ".zsh", ".ksh", ".bat", ".cmd", ".ps1", ".psm1", ".java", ".kt",
    ".scala", ".groovy", ".gradle", ".swift", ".go", ".rs", ".dart", ".cs", ".c", ".h", ".cc",
    ".hh", ".cpp", ".hpp", ".cxx", ".cjs", ".jsx", ".tsx", ".scss", ".sass",
})  # fmt: skip
_NAMES: Final = frozenset({
    "dockerfile", "containerfile", "makefile", "gnumakefile", "cmakelists.txt", "jenkinsfile",
    "vagrantfile", "gemfile", "rakefile", "procfile", "pipfile", ".gitignore", ".gitattributes",
    ".gitmodules", ".dockerignore", ".editorconfig",
})  # fmt: skip
_FIRST_LINE: Final = re.compile(r"#! {0,9}/")
_DUMPED: Final = re.compile(rb"(?i)^(?:INSERT INTO|COPY [^\n]{1,2000} FROM stdin;)", re.MULTILINE)


def is_program(text: str, name: str) -> bool:
    """Whether the beginning of a text, by its name or first line, is a program or its settings."""
    if _FIRST_LINE.match(text):
        return True
    suffix = suffix_of(name)
    if suffix in _SETTINGS or name.replace("\\", "/").rpartition("/")[2].lower() in _NAMES:
        return True
    if text.startswith("<"):  # sites give such names to pages as well
        return suffix == ".php" and text[:2] == "<?" and not text.startswith("<?xml")
    return suffix in _LANGUAGES and not has_most_in_words(text)


def is_dump(head: bytes, name: str) -> bool:
    """Whether it is an SQL script with rows: a table of articles, it may be."""
    return name.lower().endswith(".sql") and _DUMPED.search(head) is not None
