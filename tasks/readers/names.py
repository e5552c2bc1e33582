"""Names of members as text that leads a person to them, whatever bytes an archive gives."""

import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Final

LONGEST_NAME: Final = 1_000  # characters; file systems stop at 255 a folder and 4,096 in all
HASH_DIGITS: Final = 16

# What no one takes for copy. A suffix is asked only where the first bytes cannot tell.
OTHER_SUFFIXES: Final = frozenset({
    ".css", ".js", ".mjs", ".map", ".woff", ".woff2", ".ttf", ".otf", ".eot", ".ico", ".cur",
    ".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".bmp", ".svg", ".tif", ".tiff", ".heic",
    ".mp3", ".m4a", ".aac", ".ogg", ".oga", ".opus", ".wav", ".flac", ".mp4", ".m4v", ".webm",
    ".mov", ".avi", ".mkv", ".flv", ".swf", ".ts", ".m3u8", ".vtt", ".srt", ".wasm", ".cdx",
    ".cdxj",
})  # fmt: skip
_LEFT_BY_WINDOWS: Final = frozenset({
    "desktop.ini", "thumbs.db", "ehthumbs.db", "ehthumbs_vista.db",
})  # fmt: skip
_CONTROLS: Final[Mapping[int, str]] = MappingProxyType(
    {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160))}
)
# Slashes, and the backslashes of Windows; one that begins an escape, or stands behind one, parts
# nothing. A name that was cut ends in dots and a hash, which begin no hidden name.
_PARTED: Final = re.compile(r"/|(?<!\\x[0-9a-f]{2})\\(?!x[0-9a-f]{2})")
_CUT: Final = re.compile(rf"\.\.\.[0-9a-f]{{{HASH_DIGITS}}}\Z")


def name_of_bytes(raw: bytes) -> str:
    """The name as text: UTF-8, else its bytes as escapes."""
    return readable(raw.decode("utf-8", "backslashreplace"))


def readable(name: str) -> str:
    """The name without control characters and halves of characters, cut when it is too long.

    Two long names that differ only at their ends stay two: the cut one ends in a hash.
    """
    text = name.translate(_CONTROLS).encode("utf-8", "backslashreplace").decode("utf-8")
    if len(text) <= LONGEST_NAME:
        return text
    digits = sha256(text.encode()).hexdigest()[:HASH_DIGITS]
    return f"{text[: LONGEST_NAME - HASH_DIGITS - 3]}...{digits}"


def suffix_of(name: str) -> str:
    """The last suffix in lower case, with its dot; empty when there is none."""
    return PurePosixPath(name.replace("\\", "/").replace("\0", "")).suffix.lower()


def without_packing(name: str) -> str:
    """The name that the unpacked file would have: `a.csv.gz` gives `a.csv`."""
    for suffix, instead in (
        (".gz", ""), (".bz2", ""), (".xz", ""), (".zst", ""), (".tgz", ".tar"), (".tbz2", ".tar"),
        (".txz", ".tar"), (".tzst", ".tar"),
    ):  # fmt: skip
        if name.lower().endswith(suffix):
            return name[: -len(suffix)] + instead
    return name


def is_hidden(name: str) -> bool:
    """Whether a member is hidden, or one that tools leave behind."""
    # behind an escaped byte a backslash may be the other half of a character of Japanese
    parts = _PARTED.split(_CUT.sub("", name))
    return any(is_left_there(part) for part in parts if part not in {".", ".."})


def is_left_there(name: str) -> bool:
    """Whether a file or folder of this name alone is one: .DS_Store, __MACOSX, ~$draft.docx."""
    return name.startswith((".", "__MACOSX", "~$")) or name.lower() in _LEFT_BY_WINDOWS
