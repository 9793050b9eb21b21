"""The opening of a report: "LONDON, Sept 28 (Reuters) -", "МОСКВА, 29 июня. /ТАСС/."."""

from __future__ import annotations

import re

from cleantext.grammar.dateline_parts import (
    DAY_BEHIND,
    MIN_WEAK_REST,
    DatelineMatch,
    Opening,
    date_of,
    day_behind,
    glued_dashes,
    heard_alone,
    is_date_text,
    is_domain,
    is_title,
    named_by_phrase,
    read_opening,
)
from cleantext.grammar.places import Heard, is_capitals, load_places, nowhere, parse_place, regions_of
from cleantext.patterns import pattern
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


def _agency(text: str) -> str | None:
    """The agency of that name."""
    return load_places().agencies.get(text.strip().casefold())


def _places(text: str) -> tuple[Place, ...] | None:
    """Places between the dots of a list, or None where a word is known to be no place."""
    refused = load_places().words["east-asian-not-places"]
    names = [name.strip() for name in _DOTS.split(text)]
    if any(not name or name in refused or name[:2] in refused for name in names):
        return None
    found = tuple(place for name in names if (place := parse_place(name, "dateline")))
    return found if len(found) == len(names) else None


def _result(match: re.Match[str], places: tuple[Place, ...], agency: str | None) -> tuple[int, Dateline]:
    """End and value of a match."""
    return match.end(), Dateline(text=match[0].rstrip(" -–—=＝"), places=places, agency=agency)


def east_asian_dateline(head: str, heard: Heard = nowhere) -> tuple[int, Dateline] | None:
    """Read the forms that Chinese, Japanese and Korean papers use: end offset and dateline.

    >>> east_asian_dateline("新华社北京11月17日电 市政府发布公告。")[1].places[0].city
    '北京'
    >>> east_asian_dateline("[사진=MBC, SBS] 방송 화면") is None
    True
    """
    for read in (_read_wire, _read_reported, _read_equals, _read_day_wire, _read_town, _read_newswire):
        found = read(head)
        if found is not None:
            return found
    return _read_reporter_wire(head, heard)


def _read_wire(head: str) -> tuple[int, Dateline] | None:
    """Read 新华社北京11月17日电."""
    match = _WIRE.match(head)
    if not match or not (_agency(match[1]) or match[4]):
        return None
    places = _places(match[2])
    return _result(match, places, _agency(match[1])) if places else None


def _read_reported(head: str) -> tuple[int, Dateline] | None:
    """Read 〔記者…／台北報導〕; 綜合報導, "compiled", names no place."""
    match = _REPORTED.match(head)
    return _result(match, _places(match[2]) or (), None) if match else None


def _read_equals(head: str) -> tuple[int, Dateline] | None:
    """Read 【place＝reporter】 and (place=agency) reporter =."""
    match = _EQUALS.match(head)
    places = _places(match[1]) if match else None
    if match is None or not places:
        return None
    agency = _agency(match[2].split()[0])
    tail = _AFTER_EQUALS.match(head, match.end()) if match[0][0] in "([【" else None
    if tail:
        return tail.end(), Dateline(text=head[: tail.end()].rstrip(" =＝"), places=places, agency=agency)
    return _result(match, places, agency)


def _read_day_wire(head: str) -> tuple[int, Dateline] | None:
    """Read ［ニューヨーク １８日 ロイター］; the agency has to be a known one."""
    match = _DAY_WIRE.match(head)
    agency = _agency(match[2]) if match else None
    places = _places(match[1]) if match and agency else None
    return _result(match, places, agency) if match and places else None


def _read_town(head: str) -> tuple[int, Dateline] | None:
    """Read 【古沢市】, a town in brackets before the report."""
    match = _TOWN.match(head)
    places = _places(match[1]) if match else None
    return _result(match, places, None) if match and places else None


def _read_newswire(head: str) -> tuple[int, Dateline] | None:
    """Read 苏州2024年5月8日 /美通社/ --, as newswires open what companies send them."""
    match = _NEWSWIRE.match(head)
    places = _places(match[1]) if match else None
    return _result(match, places, _agency(match[2] or match[3])) if match and places else None


def _read_reporter_wire(head: str, heard: Heard) -> tuple[int, Dateline] | None:
    """Read （中央社記者某某台東縣12日電）, where the text tells of the place that is left after the name."""
    match = _REPORTER_WIRE.match(head)
    if match is None:
        return None
    for size in (3, 2):
        town = match[2][size:]
        if heard(town) or heard(town.rstrip("縣市")):
            places = _places(town)
            return _result(match, places, _agency(match[1])) if places else None
    return None


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
