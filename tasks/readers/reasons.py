"""The reasons for what of an input is no record, each in one line.

One that may be copy and cannot be read is quarantined; what no one takes for copy is skipped.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

QUARANTINED: Final[Mapping[str, str]] = MappingProxyType(
    {
        # of any input
        "empty_file": "there is nothing in it",
        "too_large": "larger than a record may be",
        "unsupported_form": "a form that is not read here; the detail says what to turn it into",
        # of compressed files and archives
        "encrypted": "needs a password",
        "damaged_archive": "its bytes are not what its form asks for; the rest of it is lost",
        "truncated_archive": "it ends in the middle; what came before was read, no text cut short",
        "damaged_member": "a member whose bytes or checksum are wrong; the others were read",
        "overlapping_members": "members that share bytes, as decompression bombs do",
        "unsupported_compression": "a member packed by a method that is not read here",
        "decompression_bomb": "unpacks to far more than copy ever does",
        "unpacks_too_large": "unpacks to more than an input may",
        "too_many_refusals": "more of it was refused than is listed; the detail counts the others",
        "too_many_members": "holds more members than an input may",
        "nested_too_deep": "archives inside archives, deeper than is read: unpack the outer ones",
        "nested_too_large": "must be read whole where it lies, and is too large for memory",
        # of tables
        "ambiguous_columns": "two columns may hold the text; the detail says what to set",
        "missing_column": "the column of the text, or one that the settings name, is not there",
        "no_text_column": "no column holds a text; it may be a list of headlines",
        "no_columns": "the first row gives no column names",
        "ragged_row": "a row with more or fewer cells than the first one",
        "damaged_row": "a row or line that cannot be read as what the table is",
        # of WARC and ARC
        "damaged_record": "a record whose header, length or packing is wrong",
        "truncated_record": "a record that ends before its length is reached",
        "segmented_record": "a part of a record that is spread over several",
        "digest_mismatch": "the bytes are not those that the record's digest was made of",
        "revisit_unresolved": "the same page as one that was read neither in this run nor before",
        "truncated_by_crawler": "the crawler says that it cut the page",
        "truncated_http": "the transfer broke off: less came than the server announced",
        "damaged_payload": "the page's own compression cannot be undone",
        "unsupported_encoding": "the page is packed by a method that is not read here",
    }
)
SKIPPED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "not_copy": "an image, sound, film, font, program, setting, style or sitemap",
        "other_document": "a PDF, office document, e-book or program; the detail says what to do",
        "hidden": "a hidden file, or one that an operating system or a tool left beside the copy",
        "linked_folder": "a link to a folder, not followed: name the folder itself to have it read",
        "saved_with_page": "a style, script or frame that a browser saved beside a page",
        "warehouse": "a warehouse of Dateline in a folder that is read",
        "directory": "a folder's entry in an archive",
        "link_member": "a link, which has no bytes of its own",
        "device_member": "a device, pipe or socket in an archive",
        "sparse_member": "a file with holes, which no copy is stored as",
        "empty_text": "a row that has no text: nothing, a null, a number",
        "export_cover": "the cover page, contents or search summary of a news database's export",
        "revisit": "the same again as a record before it in its file that is no page",
        "http_status": "the server's answer was no page: moved, missing or an error",
        "warc_warcinfo": "a crawler's note about the file",
        "warc_request": "what the crawler asked",
        "warc_metadata": "a crawler's note about a page",
        "wacz_note": "an index, a list of pages or a log in a WACZ file, beside its crawl",
        "warc_conversion": "a page turned into another form by the crawler",
        "warc_dns": "a look-up of a host's name",
        "warc_unknown": "a record of a type that is not known",
        "arc_filedesc": "the first record of an ARC file, which describes it",
        "feed_entry": (
            "an entry without its full text, of which what it says of its page was kept; or a draft"
        ),
        "empty_feed": "a feed that has no entries",
        "unchanged": "nothing new since it was last read",
        "still_quarantined": "looked at again, and refused for the same reason as before",
        "known_bundle": "the same bytes as an archive or table at another place, which was read",
    }
)
REASONS: Final[Mapping[str, str]] = MappingProxyType({**QUARANTINED, **SKIPPED})
