"""Addresses of a page: absolute where its own is known, safe to follow, and without what tracks readers on request."""

from __future__ import annotations

from cleantext.patterns import pattern

#: The schemes of addresses that links and pictures may have; others are left out.
SCHEMES = frozenset(("http", "https", "mailto", "tel"))
#: Addresses have at most 4,000 characters.
MAX_ADDRESS = 4000
_SCHEME = pattern(r"([A-Za-z][A-Za-z0-9+.-]*+):")
#: Browsers pass over these at the ends of an address, and over some of them within.
_EDGES = "".join(map(chr, range(33)))
_WITHIN = str.maketrans("", "", "\t\n\r")
_CONTROLS = pattern("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")


def safe_address(address: str | None) -> str | None:
    """The address as browsers take it, if its scheme is one of ``SCHEMES`` or it has none; else None.

    >>> safe_address(" /ferry\\n"), safe_address("java\\tscript:alert(1)"), safe_address("mailto:ada@mill.example")
    ('/ferry', None, 'mailto:ada@mill.example')
    """
    if not address or len(address) > MAX_ADDRESS:
        return None
    address = address.strip(_EDGES).translate(_WITHIN)
    scheme = _SCHEME.match(address)
    if not address or (scheme is not None and scheme[1].lower() not in SCHEMES) or _CONTROLS.search(address):
        return None
    return address


class Addresses:
    """The addresses of one page, resolved against its own; each is looked at once."""

    def __init__(self, url: str | None, base: str | None = None) -> None:
        """Take the page's address, and what its ``<base>`` says."""
        own = safe_address(url)
        own = own if own is not None and _SCHEME.match(own) else None
        told = safe_address(base)
        if told is not None:
            own = _joined(own or "", told)
            own = own if own is not None and _SCHEME.match(own) else None
        self._base = own if own is not None and own.lower().startswith("http") else None
        self._known: dict[str, str | None] = {}

    @property
    def known(self) -> bool:
        """Whether the page's own address is known."""
        return self._base is not None

    def absolute(self, address: str | None) -> str | None:
        """The absolute address where the page's own is known, the address as it stands where not; None if unsafe.

        >>> Addresses("https://mill.example/a/b").absolute("../c?d=1")
        'https://mill.example/c?d=1'
        >>> Addresses(None).absolute("/c"), Addresses(None).absolute("vbscript:x")
        ('/c', None)
        """
        if address is None:
            return None
        if address not in self._known:
            safe = safe_address(address)
            if safe is not None and self._base is not None and not safe.lower().startswith(("http:", "https:")):
                safe = safe_address(_joined(self._base, safe))
            self._known[address] = safe
        return self._known[address]


def _joined(base: str, address: str) -> str | None:
    from urllib.parse import urljoin

    try:
        return urljoin(base, address)
    except ValueError:  # no host: "http://[::1"
        return None


def written_address(address: str | None, *, tracking: bool) -> str | None:
    """An address as it is written: a safe one, on request without what tracks readers; None for one that is left out.

    Articles may be made from data that nobody checked, so that this is asked again.
    """
    safe = safe_address(address)
    return safe if safe is None or tracking else without_tracking(safe)


def without_tracking(address: str) -> str:
    """The address without the parameters that only tell where a reader came from; the others keep their order.

    >>> without_tracking("https://mill.example/a?utm_source=post&page=2&fbclid=x#top")
    'https://mill.example/a?page=2#top'
    """
    if "?" not in address:
        return address
    from urllib.parse import urlsplit, urlunsplit

    from courlan.clean import TRACKERS_RE

    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    kept = [one for one in parts.query.split("&") if not TRACKERS_RE.search(one.partition("=")[0])]
    return urlunsplit(parts._replace(query="&".join(kept))) if len(kept) <= parts.query.count("&") else address
