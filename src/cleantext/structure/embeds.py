"""What the address of an embedded page plays, by the hosts of embeds.json."""

from __future__ import annotations

import functools
import json

from cleantext.data_files import read_data
from cleantext.values import MediaKind


def kind_of(kind: MediaKind, url: str) -> MediaKind | None:
    """What an address plays: an embedded page of a house of films is a film; None for the machinery of pages.

    >>> kind_of("embed", "https://www.youtube.com/embed/a"), kind_of("embed", "https://maps.example/a")
    ('video', 'embed')
    """
    if kind != "embed":
        return kind
    address = url.partition("://")[2].lower() if "://" in url else url.lstrip("/").lower()
    if _is_among("machinery", address):
        return None
    return "video" if _is_among("films", address) else "audio" if _is_among("sounds", address) else "embed"


def _is_among(name: str, address: str) -> bool:
    """Whether an address is of one of the listed hosts, or of one below it."""
    host, _, path = address.partition("/")
    parts = host.partition(":")[0].split(".")
    hosts = {".".join(parts[at:]) for at in range(len(parts))}
    return any(listed in hosts and path.startswith(start) for listed, start in embeds()[name])


@functools.cache
def embeds() -> dict[str, list[tuple[str, str]]]:
    """The lists of embeds.json, each entry as host and path; the value never changes."""
    text = read_data("data/embeds.json")
    lists = {name: entries for name, entries in json.loads(text).items() if name != "about"}
    return {
        name: [(one.partition("/")[0], one.partition("/")[2]) for one in entries] for name, entries in lists.items()
    }
