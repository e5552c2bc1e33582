"""How a failed run ends: what it says in one line, and its exit code."""

from typing import Final

from flows.answers import QueryError
from flows.embedded_server import ServerFailed
from flows.engines import PartFailed, PrefectUnreachable
from flows.naming import NoSuchDocument
from flows.settings import SettingsError
from tasks.listing import InputError
from tasks.outlets.registry import OutletFileError
from tasks.publish import PublicationStopped
from tasks.subjects.reference import SubjectFileError
from warehouse.files import DiskError, WarehouseError
from warehouse.lock import WarehouseLocked
from warehouse.reading import NoSuchSnapshot

# The first that fits counts. 2 is wrong use, 70 EX_SOFTWARE, 74 EX_IOERR, 75 EX_TEMPFAIL.
EXIT_CODES: Final[tuple[tuple[type[Exception], int], ...]] = (
    (WarehouseLocked, 75),
    (QueryError, 2),
    (InputError, 2),
    (NoSuchDocument, 2),
    (OutletFileError, 2),
    (SubjectFileError, 2),
    (SettingsError, 2),
    (NoSuchSnapshot, 2),
    (PublicationStopped, 1),
    (DiskError, 74),
    (WarehouseError, 1),
    (PartFailed, 70),
    (PrefectUnreachable, 70),
    (ServerFailed, 70),
)


def exit_code_of(error: BaseException) -> int | None:
    """The exit code of an error that a user can act on; None for a bug."""
    for kind, code in EXIT_CODES:
        if isinstance(error, kind):
            return code
    return None
