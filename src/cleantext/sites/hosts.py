"""Which site an address belongs to, and which section of it."""

from __future__ import annotations

from urllib.parse import urlsplit

from cleantext.readers.hosts import host_of

#: Longer parts of a path are no names of sections.
MAX_SECTION = 24
#: Hosts have at most 253 characters.
MAX_HOST = 253


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
    if not host or len(host) > MAX_HOST or not host.isprintable():
        return ""
    found = get_fld(f"https://{host}", fail_silently=True, search_private=True)
    if found or host.replace(".", "").isdigit() or ":" in host:
        return found or host
    return ".".join(host.split(".")[-2:])  # the rule of the list for endings that it does not have


def section_of(url: str) -> str:
    """The section of a site: the host, and the first part of the path where it is a word and more follows it.

    >>> section_of("https://www.tidewater.example/sport/ferry-race-1"), section_of("https://blog.tidewater.example/42")
    ('tidewater.example/sport', 'blog.tidewater.example')
    """
    host = host_of(url).removeprefix("www.")
    try:
        first, more, _ = urlsplit(url).path.lstrip("/").partition("/")
    except ValueError:
        return host
    named = more and first.isascii() and first.replace("-", "").isalpha() and len(first) <= MAX_SECTION
    return f"{host}/{first.casefold()}" if named else host
