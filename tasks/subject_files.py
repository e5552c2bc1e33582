"""Topics and entities in force: the shipped files, the user's own, and the version of both."""

from pathlib import Path
from typing import Final

from tasks.rulebook import PROJECT
from tasks.subjects.annotations import Subjects
from tasks.subjects.entities import gazetteer_of
from tasks.subjects.reference import SubjectFileError
from tasks.subjects.topics import topics_of
from warehouse.parts import fingerprint

TOPICS: Final = PROJECT / "warehouse" / "topics"
ENTITIES: Final = PROJECT / "warehouse" / "entities"


def load_subjects(topics: str | None = None, entities: str | None = None) -> Subjects:
    """Shipped topics and entities, and those of the user's folders, which win over shipped ones.

    Raises SubjectFileError naming the file and the line, also when a folder is not there.
    """
    gazetteer = gazetteer_of(_texts(ENTITIES, entities))
    return Subjects(gazetteer, topics_of(_texts(TOPICS, topics), gazetteer))


def subjects_version(rules: str, topics: str | None = None, entities: str | None = None) -> str:
    """32 hex digits that change when the rules do, or what a topic or entity file says."""
    files = [*_texts(TOPICS, topics), *_texts(ENTITIES, entities)]
    # by name: the same files in another folder, or on another machine, count the same
    return fingerprint(rules, *(part for path, text in files for part in (Path(path).name, text)))


def _texts(shipped: Path, own: str | None) -> list[tuple[str, str]]:
    """(name, text) of each file, the user's after the shipped ones."""
    files = sorted(shipped.glob("*.yaml"))
    if own is not None:
        folder = Path(own)
        if not folder.is_dir():
            raise SubjectFileError(f"{own}: no such folder of topic or entity files")
        files += sorted([*folder.glob("*.yaml"), *folder.glob("*.yml")])
    return [(path.name if path.parent == shipped else str(path), text_of(path)) for path in files]


def text_of(path: Path) -> str:
    """What the file says; SubjectFileError where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise SubjectFileError(f"{path}, line {line}: is not UTF-8; save it as UTF-8") from error
    except OSError as error:
        raise SubjectFileError(f"{path}: cannot be read: {error.strerror}") from error
