"""What one page leaves in the profile of its site: its lines, where its fields stand, a fingerprint of its article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from cleantext.document import Decision, Document, Segment
from cleantext.fields.titles import parts_of
from cleantext.language import detect_language
from cleantext.marks import Claimed, Field, Reason, Removed
from cleantext.patterns import pattern
from cleantext.sites.fingerprint import Sketch, sketch_of
from cleantext.sites.keys import keyed
from cleantext.sites.slots import Slots, held, names, passed

#: What a profile counts beside lines: makes of elements, parts of titles, lines above the article, why lines went, the
#: slots of date lines that are not the article's, names of authors and publishers; besides, the slots of each field.
MAKES, TITLES, ABOVE, REASONS = "makes", "titles", "above the article", "reasons"
PASSED, NAMES = "other dates", "names"
#: Titles are looked for in the first 40 lines, and have at most 40 words; a token stands in their first 40 characters.
TOP, MAX_TITLE, MAX_BEFORE = 40, 40, 40
#: What turns the key of a line into that of its removal, for the reasons that say something of other pages too.
REASON_KEYS: Mapping[Reason, int] = {
    reason: keyed(f"# removed as {reason}")
    for reason in Reason
    if reason not in (Reason.SCORED, Reason.SITE_REPEATS, Reason.OUT_OF_TIME)
}
#: The language is told by the first characters of the article.
READ = 2000
DAY_FIRST, MONTH_FIRST, LANGUAGE = "day first", "month first", "language "

_NUMERIC = pattern(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2\d{4}(?![\d/-]|\.\d)")
#: A word and a colon, as feeds put before titles.
TOKEN = pattern(r"(?<!\S)[^\W\d_][\w.-]{1,14}:(?=\s?\S)")


class Trace(NamedTuple):
    """What a page leaves.

    ``lines`` says of each line by its key whether it was the article's; ``sketch`` is the fingerprint of the article;
    ``slots`` are the keys of what else is counted, by its kind, ``told`` what the page shows of its site's ways.
    ``texts`` are short lines by their keys.
    """

    lines: Mapping[int, bool]
    sketch: Sketch
    slots: Mapping[str, Mapping[int, bool]] = {}
    told: frozenset[str] = frozenset()
    texts: Mapping[int, str] = {}


def trace_of(document: Document) -> Trace:
    """What a page that all steps have seen leaves."""
    slots = Slots(document)
    lines: dict[int, bool] = {}
    makes: dict[int, bool] = {}
    texts: dict[int, str] = {}
    above: dict[int, bool] = {}
    reasons: dict[int, bool] = {}
    body: list[str] = []
    for segment, key, make, decision in zip(
        document.segments, slots.keys, slots.makes, document.decisions, strict=True
    ):
        kept = _is_body(decision)
        lines[key] = lines.get(key, False) or kept
        texts[key] = segment.text
        if make:
            makes[make] = makes.get(make, False) or kept
        if not body and segment.words <= MAX_TITLE:
            above[key] = True
        if decision is not None and isinstance(decision.mark, Removed) and decision.mark.reason in REASON_KEYS:
            reasons[key ^ REASON_KEYS[decision.mark.reason]] = True
        if kept:
            body.append(segment.text)
    counted: dict[str, Mapping[int, bool]] = {MAKES: makes} if makes else {}
    if body:
        counted[ABOVE] = above
    counted[REASONS] = reasons
    counted[TITLES] = dict.fromkeys(title_parts(document), True)
    counted[PASSED] = dict.fromkeys(passed(document, slots), True)
    counted[NAMES] = dict.fromkeys(names(document), True)
    counted |= {field.value: dict.fromkeys(keys, True) for field, keys in held(document, slots)}
    language = detect_language(" ".join(body)[:READ])
    told = {*_orders(document), *([f"{LANGUAGE}{language}"] if language else [])}
    return Trace(lines, sketch_of(body), counted, frozenset(told), texts)


def _is_body(decision: Decision | None) -> bool:
    return decision is not None and isinstance(decision.mark, Claimed) and decision.mark.field is Field.BODY


def title_parts(document: Document) -> Iterator[int]:
    """The keys of what stands before and after the titles of a page: a site's name, a feed's token."""
    claimed = document.claimed(Field.HEADLINE)
    headline = str(claimed[0][1].value or claimed[0][0].text).casefold() if claimed else ""
    body = [segment for segment, _ in document.claimed(Field.BODY)]
    longest = max(body, key=lambda one: one.words, default=None)
    for segment in document.segments[:TOP]:
        if segment.words > MAX_TITLE:
            continue
        if longest is not None and segment.index < longest.index:
            for token in TOKEN.finditer(segment.text[:MAX_BEFORE]):
                yield part_key(token[0])
        parts = parts_of(segment.text)
        if len(parts) > 1 and _is_title(segment, headline):
            yield part_key(parts[0])
            yield part_key(parts[-1])


def _is_title(segment: Segment, headline: str) -> bool:
    """Whether a line is the page's title: its first line, what the window shows, or a copy of the headline."""
    if segment.index == 0 or (segment.facts is not None and segment.facts.tag == "title"):
        return True
    return bool(headline) and headline in segment.text.casefold()


def part_key(text: str) -> int:
    """The key of a part of a title."""
    return keyed(f"# part {text.strip().casefold()}")


def _orders(document: Document) -> set[str]:
    """Whether the dates of a page can only be read with the day first, or with the month first."""
    found = set()
    for segment in document.segments:
        if segment.words <= MAX_TITLE and any(map(str.isdigit, segment.text)):
            for match in _NUMERIC.finditer(segment.text):
                first, second = int(match[1]), int(match[3])
                if 12 < first <= 31 and 1 <= second <= 12:
                    found.add(DAY_FIRST)
                elif 1 <= first <= 12 < second <= 31:
                    found.add(MONTH_FIRST)
    return found if len(found) == 1 else set()
