"""The host of an address."""

import pytest

from tasks.text.addresses import host_of


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.Example.org/news/1?a=b", "example.org"),
        ("m.example.org/news", "m.example.org"),
        ("//example.org:8080", "example.org"),
        ("http://[", ""),
        ("http://[1:2/x", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_the_host_is_read_however_the_address_is_written(url: str | None, host: str) -> None:
    assert host_of(url) == host
