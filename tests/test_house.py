"""The laws of the house, read from the source without running it."""

import ast
import importlib.util
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("warehouse", "expectations", "tasks", "flows")  # each may import those before it
BENCHES = ("readers", "outlets", "article", "text", "matching")
# The one form of input that Arrow alone reads.
READS_BY_ARROW = "tasks/readers/parquet_rows.py"
NOT_ON_A_BENCH = {"prefect", "great_expectations", "duckdb", "pyarrow", "pandas"}
TOUCHES_FILES = {"open", "read_text", "read_bytes", "write_text", "write_bytes"}
MUTABLE = {
    "list", "dict", "set", "bytearray", "defaultdict", "OrderedDict", "Counter", "deque",
}  # fmt: skip
REMEMBERS = {"cache", "lru_cache"}

MODULES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
BENCH_MODULES = [
    path for path in MODULES if path.relative_to(ROOT).parts[:1] == ("tasks",)
    and path.relative_to(ROOT).parts[1] in BENCHES
]  # fmt: skip


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), name_of(path))


def imports(path: Path) -> Iterator[str]:
    """Every module the file imports, anywhere in it, by name or through import_module."""
    for node in ast.walk(tree_of(path)):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=module, level=level):
                assert level == 0, f"{name_of(path)}: imports are absolute"
                yield module or ""
            case ast.Call(func=func, args=[ast.Constant(value=str(name)), *_]) if (
                called(func) == "import_module"
            ):
                yield name


def called(function: ast.expr) -> str:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Call(func=inner):
            return called(inner)
    return ""


def libraries(path: Path) -> set[str]:
    return {name.partition(".")[0] for name in imports(path)}


@pytest.mark.parametrize("room", ROOMS)
def test_imports_go_one_way(room: str) -> None:
    later = set(ROOMS[ROOMS.index(room) + 1 :]) | {"tests", "benchmarks", "samples"}
    wrong = {
        name_of(path): sorted(libraries(path) & later)
        for path in MODULES
        if path.is_relative_to(ROOT / room) and libraries(path) & later
    }
    assert wrong == {}


def test_the_walk_finds_every_room_and_bench() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in MODULES} == set(ROOMS)
    assert {path.relative_to(ROOT).parts[1] for path in BENCH_MODULES} == set(BENCHES)


def test_benches_import_no_engine_no_database_and_no_arrow() -> None:
    wrong = {
        name_of(path): sorted(libraries(path) & NOT_ON_A_BENCH)
        for path in BENCH_MODULES
        if libraries(path) & NOT_ON_A_BENCH
    }
    assert wrong == {READS_BY_ARROW: ["pyarrow"]}


def test_benches_open_no_file() -> None:
    wrong = [
        f"{name_of(path)}:{node.lineno}"
        for path in BENCH_MODULES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and called(node.func) in TOUCHES_FILES
    ]
    assert wrong == []


def test_only_the_room_of_expectations_names_great_expectations() -> None:
    # data_docs renders its pages; everything else goes through the one door of engine.py
    named = {name_of(path) for path in MODULES if "great_expectations" in libraries(path)}
    assert named <= {"expectations/engine.py", "expectations/data_docs.py"}


def test_only_flows_name_prefect() -> None:
    named = {name_of(path).partition("/")[0] for path in MODULES if "prefect" in libraries(path)}
    assert named == {"flows"}


@pytest.mark.parametrize("path", sorted((ROOT / "flows").glob("*.py")), ids=name_of)
def test_no_flow_module_hides_a_room_or_a_library(path: Path) -> None:
    # Prefect puts flows/ at the head of sys.path: a module named after one would be taken for it
    if path.stem != "__init__":
        assert path.stem not in ROOMS
        assert importlib.util.find_spec(path.stem) is None


def test_no_module_is_longer_than_400_lines() -> None:
    lengths = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert {name: lines for name, lines in lengths.items() if lines > 400} == {}


def test_every_module_opens_with_a_sentence() -> None:
    opening = {name_of(path): ast.get_docstring(tree_of(path)) or "" for path in MODULES}
    assert [name for name, said in opening.items() if len(said.split()) < 3] == []


def mutable_state(tree: ast.Module) -> Iterator[int]:
    """Lines that make a value which outlives a call and can change."""
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id="__all__")]):
                continue  # a list by custom, and nobody's to change
            case ast.Assign(value=value) | ast.AnnAssign(value=ast.expr() as value):
                mutable = isinstance(
                    value, ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp
                )
                if mutable or (isinstance(value, ast.Call) and called(value.func) in MUTABLE):
                    yield node.lineno
    for inner in ast.walk(tree):
        match inner:
            case ast.Global():
                yield inner.lineno
            case ast.FunctionDef(decorator_list=decorators):
                if any(called(decorator) in REMEMBERS for decorator in decorators):
                    yield inner.lineno


def test_no_module_keeps_state_that_changes() -> None:
    wrong = [f"{name_of(path)}:{line}" for path in MODULES for line in mutable_state(tree_of(path))]
    assert wrong == []


@pytest.mark.parametrize(
    "source",
    ["x = []", "x: dict[str, int] = {}", "x = {1}", "x = [a for a in b]", "x = defaultdict(list)",
     "def f():\n    global x\n    x = 1", "@lru_cache(maxsize=1)\ndef f():\n    return 1"],
)  # fmt: skip
def test_the_law_against_state_sees_it(source: str) -> None:
    assert list(mutable_state(ast.parse(source)))


def test_every_dependency_says_what_it_is_for() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    project = tomllib.loads(text)
    for listed in (project["project"]["dependencies"], project["dependency-groups"]["dev"]):
        for requirement in listed:
            line = next(line for line in text.splitlines() if f'"{requirement}",' in line)
            _, _, reason = line.partition("#")
            assert len(reason.split()) >= 2, requirement


@pytest.mark.parametrize("name", ["requirements.txt", "uv.txt"])
def test_locks_hold_hashes_and_name_no_registry(name: str) -> None:
    text = (ROOT / "locks" / name).read_text("utf-8")
    assert "://" not in text
    assert not re.search(r"(?m)^\s*--(?:index|extra-index|find-links|trusted-host)", text)
    requirements = re.findall(r"(?m)^\w[^\n]*(?:\n[ \t]+[^\n]*)*", text)
    assert requirements
    assert [one.partition(" ")[0] for one in requirements if "--hash=sha256:" not in one] == []


def texts_of_the_house() -> Iterator[Path]:
    folders = (*ROOMS, "tests", "benchmarks", "docs", "locks", "samples", ".ci")
    for folder in folders:
        yield from (path for path in (ROOT / folder).rglob("*") if path.is_file())
    yield from (path for path in ROOT.iterdir() if path.is_file())


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    somebody = re.compile(
        r"(?<![\w.<>)}])/(?:" + "|".join(("work", "home", "root", "Users", "mnt")) + r")/[\w.]"
    )
    wrong = []
    for path in texts_of_the_house():
        if path.suffix in {".pyc", ".duckdb", ".parquet"} or "copy" in path.parts:
            continue
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), start=1):
            if somebody.search(line):
                wrong.append(f"{name_of(path)}:{number}: {line.strip()[:80]}")
    assert wrong == []


# Its pieces are single characters, or end with what cannot fail.
SAFE_TO_POSSESS = (r'(?:[^"\\]|\\.)*+', r'(?:[^"\\]++|\\.)*+', r"(?:\\\\)*+", r'(?:""[^"]*+)*+')


@pytest.mark.parametrize("room", ROOMS)
def test_a_group_is_repeated_without_return_as_an_atom_only(room: str) -> None:
    """`(?>(?:...)*)`, not `(?:...)*+`: before Python 3.11.5 that ate of what then did not match.

    "said." was one word (https://github.com/python/cpython/issues/106052).
    """
    sources = [*(ROOT / room).rglob("*.py"), *(ROOT / room).rglob("*.yaml")]
    for path in sources:
        text = path.read_text("utf-8")
        for safe in SAFE_TO_POSSESS:
            text = text.replace(safe, "")
        assert not re.search(r"\)(?:[*+?]|\{[\d,]+\})\+", text), path
