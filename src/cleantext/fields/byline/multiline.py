"""Authors in lines of their own: a dump breaks "Ada Moreno, Li Wei and Jon Prell" where the links in it end."""

from __future__ import annotations

from cleantext.document import Document, Segment
from cleantext.fields.byline.parse_line import named
from cleantext.grammar.bylines import MAX_AUTHORS, BylineMatch
from cleantext.grammar.gazetteer import load_places
from cleantext.writing import has_digit

#: A line with more words holds no name alone.
MAX_WORDS = 8


def with_others(document: Document, segment: Segment, match: BylineMatch) -> BylineMatch:
    """The byline with the people whom the following lines add; each addition needs a comma or a word for "and"."""
    people = list(match.authors)
    listed = _is_plural_label(document, segment)
    open_list = listed or _leads_on(segment.text)
    for following in document.segments[segment.index + 1 : segment.index + 1 + 2 * MAX_AUTHORS]:
        if _is_link(following.text):
            open_list = True
            continue
        added = document.memo.of(named, following.text) if open_list and following.words <= MAX_WORDS else None
        if added is None or not added.authors or has_digit(following.text) or len(people) >= MAX_AUTHORS:
            break
        known = {person.name for person in people}
        people += [person for person in added.authors if person.name not in known]
        open_list = listed or _leads_on(following.text)
    return match if len(people) == len(match.authors) else match._replace(authors=tuple(people))


def _leads_on(text: str) -> bool:
    """Whether a line ends where a list goes on."""
    return text.endswith((",", "&")) or text.rsplit(" ", 1)[-1] in load_places().words["and"] and " " in text


def _is_link(text: str) -> bool:
    """Whether a line is nothing but what stands between two names."""
    return text.strip(" ,") in ("", "&") or text.strip(" ,") in load_places().words["and"]


def _is_plural_label(document: Document, segment: Segment) -> bool:
    """Whether the line above is a label for several: "Author(s)", "Autores"."""
    above = document.segments[segment.index - 1] if segment.index else None
    return above is not None and above.words <= 2 and "byline" in above.hits and above.key.rstrip("()").endswith("s")
