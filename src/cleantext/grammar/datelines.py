"""The opening of a report: "LONDON, Sept 28 (Reuters) -", "МОСКВА, 29 июня. /ТАСС/."."""

from __future__ import annotations

from cleantext.grammar.dateline_forms import (
    DAY_BEHIND,
    MIN_WEAK_REST,
    DatelineMatch,
    day_behind,
    glued_dashes,
    heard_alone,
    is_title,
    named_by_phrase,
)
from cleantext.grammar.dateline_notes import date_of, is_date_text, is_domain
from cleantext.grammar.dateline_parts import Opening, read_opening
from cleantext.grammar.east_asian_datelines import east_asian_dateline
from cleantext.grammar.gazetteer import load_places, regions_of
from cleantext.grammar.heard_places import Heard, nowhere
from cleantext.grammar.places import is_capitals
from cleantext.patterns import pattern
from cleantext.values import Dateline

# The longest dateline seen on real pages has 74 characters.
WINDOW = 120
MAX_CLOSERS = 6
MIN_WEAK_LETTERS = 4
MAX_ARTICLE = 3

# What closes an opening. A bracket closes one too, with or without a dash after it: "London (CNN)It was".
_CLOSER = pattern(r"\s?\.\s?[-–—]{1,2}(?=\s)|\s?(?:[—–]|--)|\s[-_]\s|\)\s?:|:\s|[)\]/][.,।]?|।(?=\s)")
_DASH_AFTER = pattern(r"\s{0,2}(?:--|[-–—_:=])(?!\w+-)\s{0,2}")
_STARTS = pattern(r"[^\W\d_a-z]|[(（［\[【〔]")
_CAN_CLOSE = pattern(r"[؀-ۿ]-\s|[—–)\]/:】〕］電电讯／।]|--|\s[-_]\s|\.\s?-|،")
_EAST_ASIAN = pattern(r"[\[［(（【〔]?\s?[぀-ヿ㐀-鿿가-힣]")
_AGENCY_FIRST = pattern(r"\(([^()]{2,24})\)\s{0,2}([-–—:]{0,2})\s{0,2}")
_TAIL_AGENCY = pattern(r"\s?([^.,—–\n]{2,24})((?:,\s[^\W\d_]{2,20}\s[^\W\d_]{2,20})?)\s?(?:\.|—|–|\s-)\s")
_TAIL_DATE = pattern(r"\s?([^\W\d_]{3,12}\.?\s\d{1,2})\s?:\s")
_SENTENCE_END = pattern(r"[.!?…](?:[\s\"'”»’)]|$)")
#: A dateline by itself has more than a place: what tells it is after a sign, or has a digit.
_DATED_OR_CLOSED = pattern(r"[\d,،()\[\]/.–—-]")
_LABEL = pattern(r"[^.:|]{0,60}[:|]\s")


def match_dateline(text: str, heard: Heard = nowhere) -> DatelineMatch | None:
    """Find the dateline that a paragraph opens with; None where it has none, or where it may be something else.

    Only the first 120 characters count. Without agency, date or region a place is believed
    only in capitals, or where it is a known city, before a spaced dash and a whole sentence. What the article tells
    of as a place (``heard``) counts like a known city, and a colon or a full stop may follow it, too.

    >>> match = match_dateline("LONDON, Sept 28 (Reuters) - Shares rose on Monday.")
    >>> match.dateline.text, match.dateline.agency, match.end
    ('LONDON, Sept 28 (Reuters)', 'Reuters', 28)
    >>> match_dateline("FILE - In this June 20, 2020, file photo, a man walks.") is None
    True
    """
    head = text[:WINDOW]
    if not _STARTS.match(head):
        return None
    if not (_CAN_CLOSE.search(head) or DAY_BEHIND.match(head)):
        return heard_alone(head, text, heard)
    if _EAST_ASIAN.match(head):
        asian = east_asian_dateline(head, heard)
        return None if asian is None else DatelineMatch(*asian)
    if head[0] == "(":
        return _agency_first(head, text, heard)
    named = named_by_phrase(head) or glued_dashes(head) or day_behind(head, text, heard)
    if named is not None:
        return named
    if not head[0].isalpha():
        return None
    return _longest(head, text, heard) or heard_alone(head, text, heard)


def dateline_alone(text: str, heard: Heard = nowhere) -> Dateline | None:
    """The dateline that a whole line is, without the report: "New Delhi, June 20", "HOUSTON —".

    >>> dateline_alone("New Delhi, June 20").places[0].city, dateline_alone("Lundqvist, June 20") is None
    ('New Delhi', True)
    """
    if _DATED_OR_CLOSED.search(text) is None:
        return None
    bare = text.rstrip(" -–—:.")
    opening = read_opening(bare, heard) if text[:1].isalpha() and len(text) <= WINDOW else None
    if opening is None or not opening.places or opening.doubtful:
        return None
    known = opening.known or opening.located
    closed = text.rstrip()[-1] in "-–—" and is_capitals(opening.places[0].name)
    if not known or not (opening.dated or opening.known_agency or closed):
        return None
    return Dateline(text=bare, places=opening.places, agency=opening.agency, date=date_of(bare))


def _longest(head: str, text: str, heard: Heard) -> DatelineMatch | None:
    """Try the places where the opening can close, from the left, and keep the last that reads as one."""
    best: DatelineMatch | None = None
    for count, closer in enumerate(_CLOSER.finditer(head)):
        if count == MAX_CLOSERS:
            break
        bracket = closer[0][0] in ")]/"
        stop = closer.start() + (bracket or "." in closer[0][:2])
        after = _DASH_AFTER.match(head, closer.end()) if bracket and closer[0][-1] != ":" else None
        end = after.end() if after else closer.end()
        end += len(text[end : end + 2]) - len(text[end : end + 2].lstrip())
        written = head[:stop].rstrip()
        bare = written.removesuffix(".")
        whole = bare == written or regions_of(bare.rpartition(", ")[2] + ".")
        opening = read_opening(written, heard) if whole else None
        if opening is None:
            written, opening = bare, read_opening(bare, heard)
        if opening is None:
            if best or closer.start() > 80:
                break
            continue
        if _holds(opening, written, after[0] if after else closer[0], text[end:], bracket):
            best = _with_tail(opening, written, end, text)
    return best


def _holds(opening: Opening, written: str, closer: str, rest: str, bracket: bool) -> bool:
    """Whether the evidence in the opening outweighs the ways in which prose and lists look like it."""
    dash = closer.strip().strip(" ./") in ("-", "--", "–", "—", "_") or "।" in closer
    colon = ":" in closer
    if rest[:1].islower() and not (opening.agency and opening.known_agency):
        return False
    if not opening.places:
        return False
    capitals = all(is_capitals(place.name.partition(",")[0].partition(" (")[0]) for place in opening.places)
    if opening.known_agency and not (opening.station and not capitals and not opening.located):
        return bracket or dash or (colon and opening.dated)
    if opening.agency:  # a station, or an outlet of that name
        firm = opening.dated and (opening.located or capitals)
        told = capitals or opening.dated or opening.located or opening.known
        told = told or (is_domain(opening.agency) and len(rest) >= MIN_WEAK_REST)
        return dash and told or (firm and bracket) or (colon and (firm or opening.known))
    if opening.dated:
        told = capitals or opening.located or opening.known
        return (dash or colon) and told or (dash and len(rest) >= MIN_WEAK_REST and _opens(rest))
    if colon:
        told = opening.known or (opening.located and not opening.doubtful)
        return capitals and told and _weak(opening, written, closer, rest, capitals)
    if bracket and not dash:
        return False
    if opening.located:
        return dash and not opening.doubtful and (capitals or len(rest) >= MIN_WEAK_REST and rest[0].isupper())
    return dash and _weak(opening, written, closer, rest, capitals)


def _weak(opening: Opening, written: str, closer: str, rest: str, capitals: bool) -> bool:
    """A place without other evidence: in capitals or a known city, before a sentence of real length."""
    first = rest.lstrip("\"'“”„«»‘’¿¡ ")[:1]
    if opening.doubtful or not first.isupper() or len(rest) < MIN_WEAK_REST:
        return False
    if sum(map(str.isalpha, written)) < MIN_WEAK_LETTERS:
        return False
    if not _SENTENCE_END.search(rest) or _LABEL.match(rest):
        return False
    spaced = closer[-1:] == " " or closer[:1] == " "
    if capitals:
        return (spaced or closer[0] in ".—–:") and not is_title(rest)
    if closer.lstrip().startswith("."):  # "Washington.-"
        return len(written.split()) <= 3
    if closer.strip() == "-" and len(opening.places) == 1 and len(_first_word(rest)) > MAX_ARTICLE:
        return False  # "Napoli - Torino" is a match; a report begins with an article or a preposition
    return spaced and "--" not in closer and opening.known and len(written.split()) <= 3


def _opens(text: str) -> bool:
    """Whether a sentence can begin so: with a capital, or in a script that has none."""
    return text[0].isupper() or (text[0].isalpha() and not text[0].islower())


def _first_word(text: str) -> str:
    """The first word of a text."""
    return text.split(None, 1)[0]


def _with_tail(opening: Opening, written: str, end: int, text: str) -> DatelineMatch:
    """Take in what some houses write after the dash: "— РИА Новости, Имя Фамилия.", "- NOVEMBER 29:"."""
    agency = opening.agency
    if agency is None:
        tail = _TAIL_AGENCY.match(text[:WINDOW], end)
        name = load_places().agencies.get(tail[1].strip().casefold()) if tail else None
        if tail and name:
            written, agency, end = text[: tail.end(2)], name, tail.end()
    if opening.located and not opening.dated:
        tail = _TAIL_DATE.match(text[:WINDOW], end)
        if tail and is_date_text(tail[1]):
            written, end = text[: tail.end(1)], tail.end()
    return DatelineMatch(end, Dateline(text=written, places=opening.places, agency=agency, date=date_of(written)))


def _agency_first(head: str, text: str, heard: Heard) -> DatelineMatch | None:
    """Read "(CNN) -- …", "(ANSA) - ROMA, 28 LUG - …" and "(Lyon, May 2) …"."""
    found = _AGENCY_FIRST.match(head)
    opening = read_opening(found[1], heard) if found is not None and found[1][0].isupper() else None
    if found is not None and opening is not None and opening.dated and opening.known:  # "(Lyon, May 2) The …"
        written = head[: found.end(1) + 1]
        return DatelineMatch(found.end(), Dateline(text=written, places=opening.places, date=date_of(found[1])))
    agency = load_places().agencies.get(found[1].strip().casefold()) if found else None
    if found is None or agency is None or (not found[2] and not head[found.end() :][:1].isupper()):
        return None
    behind = head[found.end() :]
    follows = _longest(behind, text[found.end() :], heard) if behind[:1].isupper() else None
    if follows is None or follows.dateline.agency:
        return DatelineMatch(found.end(), Dateline(text=head[: found.end(1) + 1], agency=agency))
    inner = follows.dateline
    stop = found.end() + len(inner.text)
    return DatelineMatch(found.end() + follows.end, Dateline(head[:stop], inner.places, agency, inner.date))
