"""Which site an address belongs to."""

from __future__ import annotations

from cleantext.readers.hosts import host_of


def site_of(url: str) -> str:
    """The registrable domain of an address; the host where it has none, "" where there is no host.

    The list of suffixes is the one that ``tld`` brings along; nothing is downloaded. Blogs of one platform are sites of
    their own.

    >>> site_of("https://news.tidewater.co.uk/a"), site_of("http://localhost:8000/"), site_of("/a")
    ('tidewater.co.uk', 'localhost', '')
    >>> site_of("https://ada.github.io/notes"), site_of("https://www.post.example/"), site_of("http://127.0.0.1/")
    ('ada.github.io', 'post.example', '127.0.0.1')
    """
    from tld import get_fld

    host = host_of(url)
    if not host:
        return ""
    found = get_fld(f"https://{host}", fail_silently=True, search_private=True)
    if found or host.replace(".", "").isdigit() or ":" in host:
        return found or host
    return ".".join(host.split(".")[-2:])  # the rule of the list for endings that it does not have
