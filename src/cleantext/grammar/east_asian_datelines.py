"""Datelines of Chinese, Japanese and Korean reports: "新华社北京11月17日电", "[부산=연합뉴스]"."""

from __future__ import annotations

import re

from cleantext.grammar.gazetteer import load_places
from cleantext.grammar.heard_places import Heard, nowhere
from cleantext.grammar.places import parse_place
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
