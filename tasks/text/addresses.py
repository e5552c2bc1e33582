"""The host of a web address, however it is written."""

from urllib.parse import urlsplit


def host_of(url: str | None) -> str:
    """The host in small letters, without "www."; empty where the address has none or is none."""
    text = url or ""
    try:
        host = urlsplit(text if "//" in text else f"//{text}").hostname or ""
    except ValueError:  # "http://[" is what a damaged page links to
        return ""
    return host.removeprefix("www.")
