"""The host of an address, where it has one."""

from __future__ import annotations


def host_of(url: str) -> str:
    """The host of an address in lower case, "" where the address has no host or is malformed.

    >>> host_of("https://www.Ferry.example/a"), host_of("/a"), host_of("https://ferry]/a")
    ('www.ferry.example', '', '')
    """
    from urllib.parse import urlsplit

    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def letters_of(url: str | None) -> str:
    """The host without what stands between its parts, to look for names in.

    >>> letters_of("https://www.tide-water.example/a"), letters_of(None)
    ('wwwtidewaterexample', '')
    """
    return host_of(url).replace("-", "").replace(".", "") if url else ""
