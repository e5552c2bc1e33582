"""Who prints and who wires: the registry as tables."""

from warehouse.contract import Column, Table

MEDIA_TYPES = (
    "newspaper",
    "broadcaster",
    "wire_agency",
    "magazine",
    "website",
    "aggregator",
    "unknown",
)
OWNERSHIP = ("state", "party", "public", "private", "cooperative", "unknown")

OUTLETS = Table(
    name="outlets",
    caveat="Country, ownership and kind are what the registry of this release says, also of years "
    "in which they were others.",
    grain="one row per outlet: registered ones, and others that the input named",
    meaning="The registry of outlets.",
    key=("outlet_id",),
    columns=(
        Column("outlet_id", "VARCHAR", "The outlet.", nullable=False),
        Column("name", "VARCHAR", "Its name.", nullable=False),
        Column("country", "VARCHAR", "Country it is published from, ISO 3166-1 alpha-2."),
        Column("languages", "VARCHAR[]", "Languages it prints, ISO 639-1.", nullable=False),
        Column("zone", "VARCHAR", "Time zone its clock times are in, IANA name."),
        Column("media_type", "VARCHAR", "Kind of outlet.", allowed=MEDIA_TYPES, nullable=False),
        Column("ownership", "VARCHAR", "Class of owner.", allowed=OWNERSHIP, nullable=False),
        Column("domains", "VARCHAR[]", "Web domains of the outlet.", nullable=False),
        Column(
            "is_registered",
            "BOOLEAN",
            "False for an outlet known only by the name or domain the input gave.",
            nullable=False,
        ),
    ),
)

WIRE_AGENCIES = Table(
    name="wire_agencies",
    caveat="Text of an agency that is not listed here passes for the outlet's own.",
    grain="one row per wire agency",
    meaning="Agencies whose text others print.",
    key=("agency_id",),
    columns=(
        Column("agency_id", "VARCHAR", "The agency.", nullable=False),
        Column("name", "VARCHAR", "Its name.", nullable=False),
        Column("outlet_id", "VARCHAR", "The agency as an outlet of its own, where it is one."),
        Column("country", "VARCHAR", "Country, ISO 3166-1 alpha-2."),
        Column("aliases", "VARCHAR[]", "Names and codes it is credited by.", nullable=False),
    ),
)
