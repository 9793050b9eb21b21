"""The opening of a report: "LONDON, Sept 28 (Reuters) -", "МОСКВА, 29 июня. /ТАСС/."."""

from __future__ import annotations

import re

from cleantext.grammar.dateline_parts import (
    DAY_AFTER,
    MIN_WEAK_REST,
    DatelineMatch,
    DatelineReading,
    agency_phrase,
    date_of,
    day_after,
    glued_dashes,
    heard_alone,
    is_date_text,
    is_domain,
    is_title,
    read_opening,
)
from cleantext.grammar.places import Heard, find_agency, find_regions, is_capitals, load_places, nowhere, parse_place
from cleantext.patterns import pattern
from cleantext.records import replace
from cleantext.values import Dateline, Place

_OPEN, _CLOSE = "[【〔［(（\\[]", "[】〕］)）\\]]"
_NAME = "[぀-ヿ㐀-鿿가-힣A-Za-z・ー]"

# 新华社北京11月17日电（记者…）
_WIRE = pattern(
    rf"[（(【]?({_NAME}{{2,8}}[社网網])({_NAME}{{2,10}}?)(?:[（(][^（）()]{{1,8}}[）)])?(\d{{1,2}}月)?(\d{{1,2}}日)?(?:专?[电電讯]|消息)[）)】]?"
    r"\s{0,2}(?:[（(][^（）()]{0,40}[）)])?\s{0,2}"
)
# 〔記者巫其倫／台北報導〕, 記者王小明／台北報導
_REPORTED = pattern(
    rf"{_OPEN}?\s?(?:\w{{0,6}})記者({_NAME}{{2,12}})\s?[／/╱]\s?({_NAME}{{2,8}})[報报][導导]{_CLOSE}?\s{{0,2}}"
)
# 【エルサレム＝酒井圭吾】, [부산=스포츠조선 선수민 기자], (이스탄불=연합뉴스) 하채림 특파원 =
_EQUALS = pattern(rf"{_OPEN}\s?({_NAME}[\w・ー ]{{0,14}}?)\s?[=＝]\s?([^\]】〕］)）=＝]{{2,30}}){_CLOSE}\s{{0,2}}")
_AFTER_EQUALS = pattern(r"([가-힣·, ]{2,30}(?:기자|특파원|통신원))?\s{0,2}[=＝]\s{0,2}")
# ［ニューヨーク １８日 ロイター］ -, 【北京共同】
_DAY_WIRE = pattern(
    rf"{_OPEN}\s?({_NAME}{{2,14}}?)(?:[ 　]\d{{1,2}}日)?[ 　]?({_NAME}{{2,6}}){_CLOSE}\s{{0,2}}(?:[-–—]\s{{0,2}})?"
)

# 【古沢市】
_TOWN = pattern(rf"{_OPEN}({_NAME}{{1,7}}[市町村郡区區县縣])\s?{_CLOSE}\s{{0,2}}")
# 苏州2024年5月8日 /美通社/ --, 대전--(뉴스와이어)--
_NEWSWIRE = pattern(
    rf"({_NAME}{{2,8}}?)[,，]?\s?(?:\d{{4}}年)?(?:\d{{1,2}}月\d{{1,2}}日)?\s?(?:--\s?\(([^()/]{{2,14}})\)\s?-{{1,2}}"
    r"|/([^()/]{2,14})/\s?-{1,2})\s{0,2}"
)
# （中央社記者某某台東縣12日電）: the reporter's name has two or three signs.
_REPORTER_WIRE = pattern(
    rf"[（(【]?({_NAME}{{2,8}}社)記者({_NAME}{{4,9}}?)(?:\d{{1,2}}月)?\d{{1,2}}日(?:綜合外)?電[）)】]?\s{{0,2}}"
)

_DOTS = pattern(r"[・·,]")

# The longest dateline seen on real pages has 74 characters.
WINDOW = 120
MAX_CLOSERS = 6
MIN_WEAK_LETTERS = 4
MAX_ARTICLE = 3

# Signs that close an opening; a bracket does with or without a dash after it: "London (CNN)It was".
_CLOSER = pattern(r"\s?\.\s?[-–—]{1,2}(?=\s)|\s?(?:[—–]|--)|\s[-_]\s|\)\s?:|:\s|[)\]/][.,।]?|।(?=\s)")
_DASH_AFTER = pattern(r"\s{0,2}(?:--|[-–—_:=])(?!\w+-)\s{0,2}")
_STARTS = pattern(r"[^\W\d_a-z]|[(（［\[【〔]")
_CAN_CLOSE = pattern(r"[؀-ۿ]-\s|[—–)\]/:】〕］電电讯／।]|--|\s[-_]\s|\.\s?-|،")
_EAST_ASIAN = pattern(r"[\[［(（【〔]?\s?[぀-ヿ㐀-鿿가-힣]")
_AGENCY_FIRST = pattern(r"\(([^()]{2,24})\)\s{0,2}([-–—:]{0,2})\s{0,2}")
_TAIL_AGENCY = pattern(r"\s?([^.,—–\n]{2,24})((?:,\s[^\W\d_]{2,20}\s[^\W\d_]{2,20})?)\s?(?:\.|—|–|\s-)\s")
_TAIL_DATE = pattern(r"\s?([^\W\d_]{3,12}\.?\s\d{1,2})\s?:\s")
_SENTENCE_END = pattern(r"[.!?…](?:[\s\"'”»’)]|$)")
#: A dateline by itself has more than a place: a digit, or a sign before the rest.
_DATED_OR_CLOSED = pattern(r"[\d,،()\[\]/.–—-]")
_LABEL = pattern(r"[^.:|]{0,60}[:|]\s")


def match_dateline(text: str, heard: Heard = nowhere) -> DatelineMatch | None:
    """Find the dateline that a paragraph opens with; None if it has none, or may open with something else.

    Only the first 120 characters count. A place without agency, date or region counts only in capitals or if it is a
    known city, before a spaced dash and a whole sentence. A place that the article mentions (``heard``) counts like a
    known city, and a colon or a full stop may follow it, too.

    >>> match = match_dateline("LONDON, Sept 28 (Reuters) - Shares rose on Monday.")
    >>> match.dateline.text, match.dateline.agency, match.end
    ('LONDON, Sept 28 (Reuters)', 'Reuters', 28)
    >>> match_dateline("FILE - In this June 20, 2020, file photo, a man walks.") is None
    True
    """
    head = text[:WINDOW]
    if not _STARTS.match(head):
        return None
    if not (_CAN_CLOSE.search(head) or DAY_AFTER.match(head)):
        return heard_alone(head, text, heard)
    if _EAST_ASIAN.match(head):
        return _east_asian_dateline(head, heard)
    if head[0] == "(":
        return _agency_first(head, text, heard)
    named = agency_phrase(head) or glued_dashes(head) or day_after(head, text, heard)
    if named is not None:
        return named
    if not head[0].isalpha():
        return None
    return _longest(head, text, heard) or heard_alone(head, text, heard)


def dateline_alone(text: str, heard: Heard = nowhere) -> Dateline | None:
    """Read a whole line as a dateline without its report: "New Delhi, June 20", "HOUSTON —".

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
    """Try the places where the opening can close, from the left, and keep the last that reads as a dateline."""
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
        whole = bare == written or find_regions(bare.rpartition(", ")[2] + ".")
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


def _holds(opening: DatelineReading, written: str, closer: str, rest: str, bracket: bool) -> bool:
    """Weigh the evidence in the opening against the ways in which prose and lists look like it."""
    dash = closer.strip().strip(" ./") in ("-", "--", "–", "—", "_") or "।" in closer
    colon = ":" in closer
    if not opening.places or (rest[:1].islower() and not (opening.agency and opening.known_agency)):
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
        if capitals or opening.located or opening.known:
            return dash or colon
        return dash and len(rest) >= MIN_WEAK_REST and rest[0].isalpha() and not rest[0].islower()
    if colon:
        told = opening.known or (opening.located and not opening.doubtful)
        return capitals and told and _weak(opening, written, closer, rest, capitals)
    if bracket and not dash:
        return False
    if opening.located:
        return dash and not opening.doubtful and (capitals or len(rest) >= MIN_WEAK_REST and rest[0].isupper())
    return dash and _weak(opening, written, closer, rest, capitals)


def _weak(opening: DatelineReading, written: str, closer: str, rest: str, capitals: bool) -> bool:
    """Return whether a place without other evidence holds: in capitals or known, before a long sentence."""
    first = rest.lstrip("\"'“”„«»‘’¿¡ ")[:1]
    if opening.doubtful or not first.isupper() or len(rest) < MIN_WEAK_REST:
        return False
    letters = sum(map(str.isalpha, written))
    if letters < MIN_WEAK_LETTERS or not _SENTENCE_END.search(rest) or _LABEL.match(rest):
        return False
    spaced = closer[-1:] == " " or closer[:1] == " "
    if capitals:
        return (spaced or closer[0] in ".—–:") and not is_title(rest)
    if closer.lstrip().startswith("."):  # "Washington.-"
        return len(written.split()) <= 3
    if closer.strip() == "-" and len(opening.places) == 1 and len(rest.split(None, 1)[0]) > MAX_ARTICLE:
        return False  # "Napoli - Torino" is a match; a report begins with an article or a preposition
    return spaced and "--" not in closer and opening.known and len(written.split()) <= 3


def _with_tail(opening: DatelineReading, written: str, end: int, text: str) -> DatelineMatch:
    """Add what some houses write after the dash: "— РИА Новости, Имя Фамилия.", "- NOVEMBER 29:"."""
    agency = opening.agency
    if agency is None:
        tail = _TAIL_AGENCY.match(text[:WINDOW], end)
        name = find_agency(tail[1]) if tail else None
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
    agency = find_agency(found[1]) if found else None
    if found is None or agency is None or (not found[2] and not head[found.end() :][:1].isupper()):
        return None
    rest = head[found.end() :]
    follows = _longest(rest, text[found.end() :], heard) if rest[:1].isupper() else None
    if follows is None or follows.dateline.agency:
        return DatelineMatch(found.end(), Dateline(text=head[: found.end(1) + 1], agency=agency))
    inner = follows.dateline
    stop = found.end() + len(inner.text)
    return DatelineMatch(found.end() + follows.end, Dateline(head[:stop], inner.places, agency, inner.date))


def _places(text: str) -> tuple[Place, ...] | None:
    """Read the places of a list with dots; None if a word is known to be no place."""
    refused = load_places().words["east-asian-not-places"]
    names = [name.strip() for name in _DOTS.split(text)]
    if any(not name or name in refused or name[:2] in refused for name in names):
        return None
    found = tuple(place for name in names if (place := parse_place(name, "dateline")))
    return found if len(found) == len(names) else None


def _result(match: re.Match[str], places: tuple[Place, ...], agency: str | None) -> DatelineMatch:
    return DatelineMatch(match.end(), Dateline(text=match[0].rstrip(" -–—=＝"), places=places, agency=agency))


def _east_asian_dateline(head: str, heard: Heard) -> DatelineMatch | None:
    """Read the forms that Chinese, Japanese and Korean papers use."""
    wire = _WIRE.match(head)
    if wire and (find_agency(wire[1]) or wire[4]) and (places := _places(wire[2])):
        return _result(wire, places, find_agency(wire[1]))
    reported = _REPORTED.match(head)
    if reported:
        return _result(reported, _places(reported[2]) or (), None)
    equals = _EQUALS.match(head)
    if equals and (places := _places(equals[1])):
        tail = _AFTER_EQUALS.match(head, equals.end()) if equals[0][0] in "([【" else None
        found = _result(equals, places, find_agency(equals[2].split()[0]))
        if tail is None:
            return found
        return DatelineMatch(tail.end(), replace(found.dateline, text=head[: tail.end()].rstrip(" =＝")))
    day = _DAY_WIRE.match(head)
    if day and (agency := find_agency(day[2])) and (places := _places(day[1])):
        return _result(day, places, agency)
    town = _TOWN.match(head)
    if town and (places := _places(town[1])):
        return _result(town, places, None)
    newswire = _NEWSWIRE.match(head)
    if newswire and (places := _places(newswire[1])):
        return _result(newswire, places, find_agency(newswire[2] or newswire[3]))
    reporter = _REPORTER_WIRE.match(head)
    if reporter is None:
        return None
    # The name has two or three signs; the text tells which, as it mentions the place that follows.
    for place in (reporter[2][3:], reporter[2][2:]):
        if heard(place) or heard(place.rstrip("縣市")):
            places = _places(place)
            return _result(reporter, places, find_agency(reporter[1])) if places else None
    return None
