"""What an HTML page declares about itself, as values: facts with their sources, no verdicts."""

from __future__ import annotations

from cleantext.records import NamedTuple, dataclass


class Declared(NamedTuple):
    """A value as the page's metadata has it (without markup), and the vocabulary that it is stated in.

    >>> Declared("Ferry returns to Lake Orrin", "opengraph").source
    'opengraph'
    """

    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that a page declares about itself; each tuple in order of trust, without repetitions.

    ``authors`` are persons and named writers; ``desks`` what stands as author but is the publisher
    itself ("Orrin Courier"). ``urls`` are canonical addresses. ``page_types`` are schema.org and OpenGraph types, the
    page's own first. ``article_bodies`` hold paragraphs between newlines. ``base`` is the address that others are
    relative to, ``image`` alternative text, width and height (pixels) of the first of ``images``. ``access_free`` is
    None where nothing is said.
    """

    titles: tuple[Declared, ...] = ()
    published: tuple[Declared, ...] = ()
    modified: tuple[Declared, ...] = ()
    authors: tuple[Declared, ...] = ()
    desks: tuple[Declared, ...] = ()
    publishers: tuple[Declared, ...] = ()
    sections: tuple[Declared, ...] = ()
    descriptions: tuple[Declared, ...] = ()
    tags: tuple[Declared, ...] = ()
    languages: tuple[Declared, ...] = ()
    urls: tuple[Declared, ...] = ()
    places: tuple[Declared, ...] = ()
    images: tuple[Declared, ...] = ()
    page_types: tuple[str, ...] = ()
    article_bodies: tuple[Declared, ...] = ()
    base: str | None = None
    image: tuple[str | None, int | None, int | None] | None = None
    access_free: bool | None = None
    comment_count: int | None = None


#: The names of the fields of a page that hold declared values.
DECLARED_FIELDS = tuple(name for name, kind in Page.__annotations__.items() if "Declared" in kind)
