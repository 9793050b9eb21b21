"""Datelines of forms of their own, which no closer ends: a place by itself, an agency after a phrase, a day last."""

from __future__ import annotations

from cleantext.grammar.dateline_notes import date_of, is_date_text
from cleantext.grammar.dateline_parts import read_opening
from cleantext.grammar.gazetteer import load_places
from cleantext.grammar.heard_places import Heard
from cleantext.grammar.places import is_capitals, parse_place
from cleantext.patterns import pattern
from cleantext.records import NamedTuple
from cleantext.values import Dateline

#: A place by itself opens a paragraph: shorter lines are terms and list items.
MIN_WEAK_REST = 60
#: "Atl. Moreno" is an abbreviation.
MIN_STOPPED = 5

# "HOUSTON Jan 15 The ...", "شیراز- ایرنا- ...".
DAY_BEHIND = pattern(r"([A-Z][A-Z.' -]{2,30}[A-Z]),?\s([A-Z][a-z]{2,8}\.?\s\d{1,2})\s(?=[A-Z“\"])")
# A name of up to three words before a colon or a full stop.
_HEARD = pattern(
    r"([^\s\d.:,;!?()\[\]\"“”«»—–/|]{3,20}(?: [^\s\d.:,;!?()\[\]\"“”«»—–/|]{2,20}){0,2})(?: ?:|[.।])\s{1,2}"
    r"(?=[^\W\d_a-z]|[\"“«„(])"
)
_GLUED_DASHES = pattern(r"([؀-ۿ][؀-ۿ\u200c ]{1,24})\s?[-–]\s?([؀-ۿ\u200c ]{2,24}?)\s?[-–]\s")


class DatelineMatch(NamedTuple):
    """A dateline, and the offset in the paragraph where the report itself begins."""

    end: int
    dateline: Dateline


def heard_alone(head: str, text: str, heard: Heard) -> DatelineMatch | None:
    """Read "Karimpet: Police …" and "Nagholm. Färjan …" where the article tells of that place; "BERLIN. Die …"."""
    found = _HEARD.match(head)
    if found is None or len(text) - found.end() < MIN_WEAK_REST:
        return None
    stopped = "." in found[0][len(found[1]) :]
    cried = stopped and _is_cried(found[1]) and not is_title(text[found.end() :])
    if (stopped and len(found[1]) < MIN_STOPPED) or not (heard(found[1]) or cried):
        return None
    place = parse_place(found[1], "dateline")
    return DatelineMatch(found.end(), Dateline(text=found[1], places=(place,))) if place is not None else None


def is_title(rest: str) -> bool:
    """Whether what follows is the rest of a title in capitals: "THE BRIDGE - A SHORT HISTORY …"."""
    return is_capitals("".join(rest.split(None, 2)[:2]))


def _is_cried(name: str) -> bool:
    """Whether a name in capitals is that of a known city."""
    return is_capitals(name) and name.casefold() in load_places().words["cities"]


def named_by_phrase(head: str) -> DatelineMatch | None:
    """Read "به گزارش خبرگزاری …،": an opening phrase, the agency's name, a comma."""
    if not "؀" <= head[0] <= "ۿ":
        return None
    for phrase in load_places().words["agency-before"]:
        if head.startswith(phrase + " "):
            name, comma, _ = head[len(phrase) + 1 :].partition("،")
            if comma and 1 <= len(name.split()) <= 3:
                written = f"{phrase} {name}".rstrip()
                end = len(phrase) + 1 + len(name) + 1
                end += len(head[end:]) - len(head[end:].lstrip())
                return DatelineMatch(end, Dateline(text=written, agency=name.strip()))
    return None


def glued_dashes(head: str) -> DatelineMatch | None:
    """Read "شیراز- ایرنا- …": a town, a known agency, a dash after each."""
    found = _GLUED_DASHES.match(head)
    agency = load_places().agencies.get(found[2].strip().casefold()) if found else None
    place = parse_place(found[1].strip(), "dateline") if found and agency else None
    if found is None or place is None:
        return None
    return DatelineMatch(found.end(), Dateline(text=head[: found.end(2)], places=(place,), agency=agency))


def day_behind(head: str, text: str, heard: Heard) -> DatelineMatch | None:
    """Read "HOUSTON Jan 15 The …": a known town in capitals and a day, with nothing between them and the sentence."""
    found = DAY_BEHIND.match(head)
    if found is None or not is_date_text(found[2]) or len(text) - found.end() < MIN_WEAK_REST:
        return None
    opening = read_opening(found[1], heard)
    if opening is None or not opening.known:
        return None
    written = head[: found.end(2)]
    return DatelineMatch(found.end(), Dateline(text=written, places=opening.places, date=date_of(written)))
