"""One question put to one snapshot so that its answer can be cited: what it reads, what it says."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

import duckdb

from flows.answers import QueryError, is_open_pivot
from flows.calls import Call, Values, calls_in, topics_of, ways_of
from flows.determinism import against, objections, remarks, unfit
from flows.lineage import defined_in, sources_of
from flows.methods import Touched
from flows.orders import (
    by_place,
    cut_by_order,
    cuts_broken,
    is_ordered,
    placed,
    tie_broken,
)
from flows.results import Result, result_of
from flows.syntax import Names, Tree, names_in, parsed
from warehouse.reading import Reading

Order = str  # 'total', 'ties' or 'none', as ORDERS says
ORDERS: Final[Mapping[Order, str]] = MappingProxyType(
    {
        "total": "the query orders its rows, and no two that differ are equal in that order",
        "ties": "the query orders its rows; those equal in its order are taken in the order of "
        "their columns from left to right",
        "none": "the query gives its rows no order",
    }
)
WAYS: Final = ("ASCENDING", "DESCENDING")  # in which equal rows are put in an order
MORE_THREADS: Final = 3  # than one: rows arrive in another order


@dataclass(frozen=True, slots=True)
class Asked:
    """The answer, as far as it can be compared, and what the query read for it.

    `switches` are the macros it calls with the values it gives them.
    """

    result: Result
    order: Order
    remarks: tuple[str, ...]
    touched: Touched
    switches: tuple[str, ...]

    @property
    def hash(self) -> str:
        """The hash of the result, in its order where the query gives it one."""
        return self.result.hash(is_ordered=self.order != "none")


def ask(reading: Reading, query: str, parameters: Mapping[str, Any]) -> Asked:
    """The answer to a query that must say the same each time; else QueryError says why not.

    It is asked with one thread and with several; an ordered one with its ties broken in one
    direction and in the other, so that a limit that cuts between equal rows is found.
    """
    connection = reading.connection
    tree = parsed(connection, query)
    names = names_in(tree)
    defined = defined_in(reading)
    unsteady = unfit(connection)
    _refuse(objections(tree, unsteady))
    values = Values(connection, parameters)
    calls = calls_in(tree, defined.arguments, values)
    sources = sources_of(connection, defined, names, calls)
    _refuse(
        f"{name}, which it reads: {said}"
        for name, inner in sources.items()
        if inner
        for said in against(names_in(inner), unsteady)
    )
    (threads,) = connection.sql("select current_setting('threads')").fetchall()[0]
    try:
        result, order = _answered(connection, tree, query, parameters)
        of_places = _of_places(connection, tree, parameters)
    finally:
        connection.execute(f"set threads = {threads}")
    said = [*remarks(tree), *of_places, *_own_in_macros(names, sources, calls)]
    return Asked(
        result=result,
        order=order,
        remarks=tuple(said),
        # those a star stands for are named by the answer only
        touched=_touched(
            sources,
            names.columns | {name.lower() for name, _ in result.columns},
            calls,
            topics_of(tree, calls, values),
        ),
        switches=tuple(map(str, calls)),
    )


def _refuse(why: Iterable[str]) -> None:
    if said := "; ".join(why):
        raise QueryError(f"the query cannot be cited: {said}")


def touched_by(reading: Reading, query: str, parameters: Mapping[str, Any]) -> Touched:
    """What a query reads that need not be fit to be cited.

    Of a PIVOT that DuckDB makes two statements of there is no tree: every word of it that is the
    name of a table or view counts.
    """
    defined = defined_in(reading)
    calls: list[Call] = []
    topics = frozenset[str]()
    if is_open_pivot(reading.connection, query):
        words = frozenset(re.findall(r"\w+", query.lower()))
        names = Names(words & (defined.tables | defined.views.keys()), frozenset(), frozenset())
    else:
        tree = parsed(reading.connection, query)
        values = Values(reading.connection, parameters)
        names, calls = names_in(tree), calls_in(tree, defined.arguments, values)
        topics = topics_of(tree, calls, values)
    sources = sources_of(reading.connection, defined, names, calls)
    return _touched(sources, names.columns, calls, topics)


def _touched(
    sources: Mapping[str, Tree | None],
    columns: frozenset[str],
    calls: Sequence[Call],
    topics: frozenset[str],
) -> Touched:
    # a unit sets copies aside where it is no document
    if any(call.values.get("unit", "'document'") != "'document'" for call in calls):
        columns |= {"unit"}
    return Touched(
        frozenset(name for name, inner in sources.items() if inner is None),
        frozenset(name for name, inner in sources.items() if inner is not None),
        columns,
        ways_of(calls),
        topics,
    )


def _answered(
    connection: duckdb.DuckDBPyConnection,
    tree: Tree,
    query: str,
    parameters: Mapping[str, Any],
) -> tuple[Result, Order]:
    def run(text: str, threads: int) -> Result:
        connection.execute(f"set threads = {threads}")
        return result_of(connection.execute(text, dict(parameters) or None))

    plain = run(query, 1)
    if not is_ordered(tree):
        answers, order = [plain, run(query, MORE_THREADS)], "none"
    else:
        width = len(plain.columns)
        up = run(tie_broken(connection, tree, width, WAYS[0]), 1)
        down = run(tie_broken(connection, tree, width, WAYS[1]), MORE_THREADS)
        answers, order = [up, plain, down], "total" if up.digests == down.digests else "ties"
    if len({one.unordered() for one in answers}) > 1:
        raise QueryError(_unsettled(tree))
    return Result(plain.columns, answers[0].digests), order


def _unsettled(tree: Tree) -> str:
    why = (
        "the query cannot be cited: two runs of it gave different rows. A limit cuts between rows "
        "that are equal in its order (order by a key, too), or a value hangs on the order of rows"
    )
    return "; ".join([why, *remarks(tree)])


def _of_places(
    connection: duckdb.DuckDBPyConnection, tree: Tree, parameters: Mapping[str, Any]
) -> Iterator[str]:
    """What hangs on rows that are equal in an order within the query; a cut between is refused."""

    def differ(changed: Callable[[], Iterable[str]]) -> bool | None:
        try:
            first, second = (
                result_of(connection.execute(text, dict(parameters) or None)) for text in changed()
            )
        except duckdb.Error:
            return None  # changed like that it is no query, so that nothing is known
        return first.unordered() != second.unordered()

    if cut_by_order(tree):
        found = differ(lambda: [cuts_broken(connection, tree, way) for way in WAYS])
        if found is None:
            yield (
                "a limit within the query: where it cuts between rows that are equal in its order, "
                "the query does not say which are taken"
            )
        elif found:
            raise QueryError(_unsettled(tree))
    if (names := placed(tree)) and differ(lambda: by_place(connection, tree)) is not False:
        yield (
            f"{', '.join(names)} over (order by ...): where rows are equal in that order, the "
            "query does not say which comes first"
        )


def _own_in_macros(
    names: Names, sources: Mapping[str, Tree | None], calls: Sequence[Call]
) -> Iterator[str]:
    """DuckDB lets a macro see the `with` clauses of the query that calls it."""
    if calls and (meant := sorted(names.own & sources.keys())):
        yield (
            f"{', '.join(meant)}: the query's own `with` clause stands in the place of the "
            "snapshot's, also within the macros it calls"
        )
