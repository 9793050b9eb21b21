"""The date grammar: what it finds, what it leaves alone, and how it grows."""

from __future__ import annotations

import datetime
import itertools
import json
import subprocess
import sys
from pathlib import Path

import pytest
from babel import Locale

from cleantext.grammar.date_finder import MAX_LENGTH, find_dates
from cleantext.grammar.tokens import TokenLine, fold, from_jalali, names

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = "en de fr es pt it nl pl sv da nb fi cs hu tr ru uk el ar fa hi zh ja ko vi id".split()

# text | the dates in it, as ISO text
POSITIVE = """
2025-07-18 | 2025-07-18
2025-07-18T14:05 | 2025-07-18T14:05
2025-07-18T14:05:11Z | 2025-07-18T14:05:11+00:00
2025-07-18T14:05:11.123+02:00 | 2025-07-18T14:05:11+02:00
2025-07-18T14:05:11-05:00 | 2025-07-18T14:05:11-05:00
2025-07-18T14:05-05:00 | 2025-07-18T14:05-05:00
20250718T1405 | 2025-07-18T14:05
20250718T140511Z | 2025-07-18T14:05:11+00:00
2020-04-12 14:05:11.123456+02:00 | 2020-04-12T14:05:11+02:00
2019-11-17 14:05:11 | 2019-11-17T14:05:11
2025/07/18 | 2025-07-18
2025.07.18 | 2025-07-18
2024•02•07 | 2024-02-07
25 / 02 / 2021 | 2021-02-25
18-Jul-2025 | 2025-07-18
18/Jul/2025 | 2025-07-18
2025 July 18 | 2025-07-18
Fri Jul 18 14:05:11 +0000 2025 | 2025-07-18T14:05:11+00:00
Fri Jul 18 14:05:11 BST 2025 | 2025-07-18T14:05:11+01:00
Fri, 18 Jul 2025 14:05:11 GMT | 2025-07-18T14:05:11+00:00
Jul 18, 2025 | 2025-07-18
July 18th 2025 | 2025-07-18
July 18th, 2025 | 2025-07-18
JULY 18, 2025 | 2025-07-18
18 July 2025 | 2025-07-18
18th of July, 2025 | 2025-07-18
3rd Nov 2023 | 2023-11-03
Sept. 3, 2019 | 2019-09-03
Sept 3 2019 | 2019-09-03
12 Feb, 2023 | 2023-02-12
12 May 2023 | 2023-05-12
May 12, 2023 | 2023-05-12
Posted on September 3, 2019 by Ann Lee | 2019-09-03
Mon 12 Jan 2026 07.00 EST | 2026-01-12T07:00-05:00
Mon 12 Jan 2026 07.00 ESTLast modified | 2026-01-12
9 January 2020, 3:15 pm | 2020-01-09T15:15
9 January 2020, 12:15 am | 2020-01-09T00:15
9 January 2020 12 p.m. | 2020-01-09T12
9 January 2020 at 3pm | 2020-01-09T15
Published 12 October 23 | 2023-10-12
Example Weekly Published 12 October '23 | 2023-10-12
Aug. 2, 2019 4:40 pm EST | 2019-08-02T16:40-05:00
1432 GMT (2232 HKT) March 18, 2021 | 2021-03-18T14:32+00:00
14:05 GMT, 18 September 2023 | 2023-09-18T14:05+00:00
3:15 pm on 9 January 2020 | 2020-01-09T15:15
November 9, 2023 at 9:30 p.m. | 2023-11-09T21:30
Nov 9, 2023 / 09:12 PM CST | 2023-11-09T21:12
Published 3rd Nov 2023, 15:00 GMT- 4 min read | 2023-11-03T15:00+00:00
By Ann Lee/June 12, 2019 8:15 am EST/Updated: Aug. 2, 2019 4:40 pm EST | 2019-06-12T08:15-05:00 2019-08-02T16:40-05:00
9 Mar 20249 Mar 2024 | 2024-03-09 2024-03-09
October 11, 20225:04 PM ET | 2022-10-11T17:04
Apr 072015 | 2015-04-07
05.19.2024 | 2024-05-19
12/31/2023 | 2023-12-31
31/12/2023 | 2023-12-31
07/07/2023 | 2023-07-07
July 2025 | 2025-07
Sunday 20 July 2025 BST 14:05 | 2025-07-20
18 July 2025 14:05 UTC+05:30 | 2025-07-18T14:05+05:30
Updated Thu, 16 Apr 2020 12:10 AM IST | 2020-04-16T00:10
18.07.2025, 14:05 Uhr | 2025-07-18T14:05
18.07.2025 14.05 Uhr | 2025-07-18T14:05
Stand: 18.07.2025 14:05 Uhr | 2025-07-18T14:05
12.07.19 um 14:05 Uhr | 2019-07-12T14:05
3. Oktober 2019 14:05 | 2019-10-03T14:05
3. Oktober 2019 um 15 Uhr | 2019-10-03T15
9. Jänner 2020 | 2020-01-09
9. Mrz. 2020 | 2020-03-09
Freitag, 18. Juli 2025 | 2025-07-18
von Jonas · 8. Juli 2015 · 11. April 2017 | 2015-07-08 2017-04-11
Juni 2015 | 2015-06
Veröffentlicht am 1.2.2020 | 2020-02-01
12. 7. 2025 | 2025-07-12
Kultur, 28.11.22 | 2022-11-28
13/07/2019 à 14h05 | 2019-07-13T14:05
1er novembre 2019 à 14h05 | 2019-11-01T14:05
le mercredi 15 mai 2019 à 18h00 | 2019-05-15T18:00
le mercredi 15 mai 2019 à 18h | 2019-05-15T18
15 mai 2019 à 9 h 05 | 2019-05-15T09:05
9 nov. 2019 à 14:05Mis à jour | 2019-11-09T14:05
12 août 2019 | 2019-08-12
12 AOUT 2019 | 2019-08-12
12 févr. 2019 | 2019-02-12
12 janv. 2019 | 2019-01-12
12 de diciembre de 2023 | 2023-12-12
12 de diciembre 2023 | 2023-12-12
23 de abril de 2020 9:12 PM | 2020-04-23T21:12
13/04/2020 a las 14h05 | 2020-04-13T14:05
Jueves, 9 noviembre 2023 - 14:05 | 2023-11-09T14:05
9 de noviembre de 2023, a las 10:15 a. m. | 2023-11-09T10:15
9 de noviembre del 2023 | 2023-11-09
9 sept. 2023 | 2023-09-09
9 de maio de 2023 | 2023-05-09
9 de maio de 2023, 14:05 | 2023-05-09T14:05
quarta-feira, 10 de maio de 2023 às 14h05 | 2023-05-10T14:05
13/05/2019 14h05 Atualizado 2019-05-13T17:10:09.123Z | 2019-05-13T14:05 2019-05-13T17:10:09+00:00
9 set. 2023 | 2023-09-09
9 de março de 2023 | 2023-03-09
12 febbraio 2020 | 2020-02-12
14:05 - 12 febbraio 2020 | 2020-02-12T14:05
12 febbraio 2020 alle ore 14:05 | 2020-02-12T14:05
martedì 12 novembre 2019 | 2019-11-12
1° maggio 2021 | 2021-05-01
12 gen 2020 | 2020-01-12
12 maart 2020 om 14:05 | 2020-03-12T14:05
12 mrt. 2020 14:05 uur | 2020-03-12T14:05
donderdag 12 maart 2020 | 2020-03-12
12 kwietnia 2020 | 2020-04-12
12 kwietnia 2020,  14:0514 | 2020-04-12T14:05
12 kwietnia 2020 r. godz. 14:05 | 2020-04-12T14:05
12.04.2020, 14:05 | 2020-04-12T14:05
niedziela, 12 kwietnia 2020 | 2020-04-12
3 września 2021 | 2021-09-03
12 mars 2020 kl. 14.05 | 2020-03-12T14:05
den 12 augusti 2020 | 2020-08-12
12 aug. 2020 14:05 | 2020-08-12T14:05
12. juli 2025 kl. 14.05 | 2025-07-12T14:05
lørdag 12. juli 2025 | 2025-07-12
12. maj 2025 | 2025-05-12
12. desember 2024 kl. 14:05 | 2024-12-12T14:05
tirsdag 1. oktober 2024 | 2024-10-01
12.4.2020 15:00 | 2020-04-12T15:00
12.4.2020 klo 15.00 | 2020-04-12T15:00
12.4.2020 15.00 | 2020-04-12T15:00
12. huhtikuuta 2020 | 2020-04-12
perjantai 18. heinäkuuta 2025 | 2025-07-18
12. července 2025 | 2025-07-12
12. června 2025 v 14:05 | 2025-06-12T14:05
pátek 18. července 2025 | 2025-07-18
2025. július 18. | 2025-07-18
2025. július 18., péntek | 2025-07-18
2025. júl. 18. 14:05 | 2025-07-18T14:05
2025. 07. 18. 14:05 | 2025-07-18T14:05
18 Temmuz 2025 Cuma 14:05 | 2025-07-18T14:05
12 Ağustos 2020, 14:05 | 2020-08-12T14:05
12 KASIM 2020 | 2020-11-12
12 Şubat 2020 | 2020-02-12
12.04.2020 14:05 | 2020-04-12T14:05
14 октября 2019 | 2019-10-14
18 июля 2025, 14:05 (мск) | 2025-07-18T14:05+03:00
13 сентября 2017 года | 2017-09-13
13 сентября 2017 г. в 14:05 | 2017-09-13T14:05
14:05, 18 июля 2025 | 2025-07-18T14:05
3 янв. 2020 | 2020-01-03
12 липня 2025, 14:05 | 2025-07-12T14:05
12 жовтня 2025 року | 2025-10-12
12 Ιουλίου 2025, 14:05 | 2025-07-12T14:05
12 ΜΑΡΤΙΟΥ 2025 | 2025-03-12
Παρασκευή 18 Ιουλίου 2025 9:30 μ.μ. | 2025-07-18T21:30
12 نيسان / أبريل 2019 | 2019-04-12
12 نيسان / أبريل 2019 09:30 مساءً | 2019-04-12T21:30
12 آب/اغسطس 2020 | 2020-08-12
12 كانون الثاني 2020 | 2020-01-12
١٢ يوليو ٢٠٢٥ | 2025-07-12
الجمعة، 18 يوليو 2025 | 2025-07-18
۱۲ مرداد ۱۴۰۲ | 2023-08-03
۱۴۰۲/۰۵/۱۲ | 2023-08-03
۱۲ مرداد ۱۴۰۲ ساعت ۱۴:۰۵ | 2023-08-03T14:05
1 فروردین 1399 | 2020-03-20
18 ژوئیه 2025 | 2025-07-18
18 जुलाई 2025 | 2025-07-18
१८ जुलाई २०२५ | 2025-07-18
16 अप्रैल 2020, 14:05 | 2020-04-16T14:05
2020年03月12日 14:05 | 2020-03-12T14:05
2020年3月12日 星期四 14:05 | 2020-03-12T14:05
2020年03月12日, 格林尼治标准时间14:05 | 2020-03-12T14:05
2020 年 3 月 12 日 | 2020-03-12
2020年3月12日下午3时05分 | 2020-03-12T15:05
2020-10-04 15:05例報 | 2020-10-04T15:05
2020年3月 | 2020-03
2025年7月18日 14時05分 | 2025-07-18T14:05
2025年7月18日(金) 14:05 | 2025-07-18T14:05
2025年7月18日 午後3時 | 2025-07-18T15
令和7年7月18日 | 2025-07-18
平成31年4月30日 | 2019-04-30
2025/07/18 14:05 更新 | 2025-07-18T14:05
2019.11.12. 오후 9:30 | 2019-11-12T21:30
입력2019.11.12. 오전 9:30 | 2019-11-12T09:30
2019년 11월 12일 | 2019-11-12
2019년 11월 12일 14시 05분 | 2019-11-12T14:05
2019-11-12 10:20:30 | 2019-11-12T10:20:30
18/7/2025 | 2025-07-18
Thứ sáu, 18/7/2025, 14:05 (GMT+7) | 2025-07-18T14:05+07:00
18 tháng 7 năm 2025 | 2025-07-18
ngày 18 tháng 7, 2025 | 2025-07-18
14:05 ngày 18/7/2025 | 2025-07-18T14:05
Jumat, 18 Juli 2025 14:05 WIB | 2025-07-18T14:05+07:00
18 Agustus 2025 pukul 14.05 WIB | 2025-08-18T14:05+07:00
18 Mei 2025 | 2025-05-18
Thu 04/05/2023 | 2023-05-04
9h30 du 13 mai 2019 | 2019-05-13T09:30
9:05 em 9 de maio de 2023 | 2023-05-09T09:05
14 janvier 202114 janvier 2021 | 2021-01-14 2021-01-14
10:25 GMT27 April 2021 | 2021-04-27T10:25+00:00
10:15 AM PDT • May 14, 2023 | 2023-05-14T10:15-07:00
Example Herald - July 2025 | 2025-07
"""

NEGATIVE = """
Aug 2
Aug. 2 at 4:40 pm
2019
In 2019
1998-2003
1998–2003
© 1998-2020 Example GmbH
12–14 July 2025
12-14 July 2025
12 - 14 July 2025
12 to 14 July 2025
12. bis 14. Juli 2025
12.–14. Juli 2025
12 and 14 July 2025
July 12–14, 2025
July 12 - August 3, 2025
12 July – 3 August 2025
June/July 2025
May–July 2025
Albums of November and December 2025
May 1998-2003
9/11
24/7
1/2
3/4 cup
2/199
11/20 - 11/27
31.02.2025
30 February 2025
February 29, 2025
2025-13-01
2025-00-10
2025-02-30
32 July 2025
0 July 2025
18 July 1850
18 July 2150
12/07/1850
18.07.3025
45/46/2020
13/13/2020
v2.0.2019
version 5.3.0
Python 3.11.2
1.2.3.4
192.168.10.20
10.12.2019.4
+49 30 12-07-2019
+49-12-2019
+1 (555) 010-2020
555-12-2019-44
978-3-16-148410-0
ISBN 978-3-16-148410-0
20250718
120720191405
99-123456/3
dpa:220101-99-123456/2
$12.07.19
12.07.19 percent more
1.2.20
12.50 EUR
14:05
Updated 14:05
3 pm
4 min read
9 Comments
Mars 2020
set 2020
mar 2020
me 14
may 14
Sun 14:05
to 2025
March 20777 people
August 20205
12 October 23 people were hurt
October 12, 23
12 October 23:15
Top 10 of 2025
7 Good Lamps for Small Rooms (2025 Edition)
May 2020s fashion
Room 12/07/2019-44
#12-07-2019
12/07/2019%
1403/05/12
9 files updated, 9 files merged
2023/24
Season 2023-24
2 675 new cases
COVID-19
Spider-Man 2
7月18日
9/12 14:05 更新
11월 12일
18 tháng 7
12 de diciembre
https://example.org/2019/07/12/slug
١٢ يوليو
12 июля
31 июня 2025
30 bahman 1402
12 Smarch 2020
[hour]:[minute]
"""

UNITS = {
    "hour": 3600.0, "hours": 3600.0, "minuten": 60.0, "horas": 3600.0, "jours": 86400.0, "小时": 3600.0,
    "day": 86400.0, "days": 86400.0, "month": 2629800.0, "months": 2629800.0, "years": 31557600.0, "час": 3600.0,
    "часа": 3600.0, "分": 60.0, "시간": 3600.0, "yesterday": 86400.0, "today": 0.0, "min": 60.0, "weeks": 604800.0,
}  # fmt: skip
NOW = datetime.datetime(2025, 3, 31, 12, 30, 45, tzinfo=datetime.UTC)

# text | precision | moment at NOW | as written
RELATIVE = """
3 hours ago | hour | 2025-03-31T09+00:00 | 3 hours ago
Posted 3 hours ago | hour | 2025-03-31T09+00:00 | 3 hours ago
vor 24 Minuten | minute | 2025-03-31T12:06+00:00 | vor 24 Minuten
Publicado hace 9 horas | hour | 2025-03-31T03+00:00 | hace 9 horas
il y a 2 jours | day | 2025-03-29 | il y a 2 jours
3小时前 | hour | 2025-03-31T09+00:00 | 3小时前
30分前 | minute | 2025-03-31T12:00+00:00 | 30分前
3시간 전 | hour | 2025-03-31T09+00:00 | 3시간 전
2 часа назад | hour | 2025-03-31T10+00:00 | 2 часа назад
1 month ago | month | 2025-02 | 1 month ago
2 weeks ago | day | 2025-03-17 | 2 weeks ago
Modified 9 years, 9 months ago | month | 2015-06 | 9 years, 9 months ago
9 years ago | year | 2016 | 9 years ago
yesterday | day | 2025-03-30 | yesterday
Published Yesterday | day | 2025-03-30 | Yesterday
Today | day | 2025-03-31 | Today
"""

NOT_RELATIVE = (
    "3 hours", "9-hour drive", "min", "hours", "4 min read", "Reading time: 4 min", "days of thunder", "2 days later",
    "He said that the council would decide yesterday or today", "ago", "3 ago",
)  # fmt: skip


def rows(table: str) -> list[list[str]]:
    """Return the cells of a table, a line a row."""
    return [[cell.strip() for cell in line.split(" | ")] for line in table.strip().splitlines()]


POSITIVES = [(line.rpartition(" | ")[0], line.rpartition(" | ")[2].split()) for line in POSITIVE.strip().splitlines()]
NEGATIVES = NEGATIVE.strip().splitlines()


def isos(text: str) -> list[str | None]:
    return [match.stamp.iso for match in find_dates(text)]


@pytest.mark.parametrize(("text", "expected"), POSITIVES)
def test_a_date_is_found_with_its_time_and_zone(text: str, expected: list[str]) -> None:
    assert isos(text) == expected


@pytest.mark.parametrize("text", NEGATIVES)
def test_what_only_looks_like_a_date_is_left_alone(text: str) -> None:
    assert isos(text) == []


def test_the_look_before_the_tokens_loses_no_date(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [*NEGATIVES, *NOT_RELATIVE, *(text for text, _ in POSITIVES), *(row[0] for row in rows(RELATIVE))]
    before = [find_dates(text, relative_units=UNITS) for text in texts]
    monkeypatch.setattr("cleantext.grammar.date_finder._may_date", lambda text, units: True)
    assert [find_dates(text, relative_units=UNITS) for text in texts] == before


def test_the_tables_are_as_long_as_promised() -> None:
    assert len(POSITIVES) >= 150
    assert len(NEGATIVES) >= 80


@pytest.mark.parametrize(("text", "expected"), POSITIVES)
def test_a_date_is_found_inside_a_line(text: str, expected: list[str]) -> None:
    found = isos(f"Example Herald | {text} |")
    assert [iso[:7] for iso in found if iso] == [iso[:7] for iso in expected]


@pytest.mark.parametrize(("text", "_"), POSITIVES)
def test_offsets_give_the_raw_text_in_order_without_overlap(text: str, _: list[str]) -> None:
    last = 0
    for match in find_dates(text):
        assert text[match.start : match.end] == match.stamp.raw
        assert last <= match.start < match.end
        last = match.end


@pytest.mark.parametrize(
    ("text", "day_first", "iso", "alternatives"),
    [
        ("04/05/2025", None, "2025-05-04", ("2025-04-05",)),
        ("04/05/2025", True, "2025-05-04", ()),
        ("04/05/2025", False, "2025-04-05", ()),
        ("04-05-2025", None, "2025-05-04", ("2025-04-05",)),
        ("04.05.2025", None, "2025-05-04", ()),
        ("04.05.2025", False, "2025-05-04", ()),
        ("13/05/2025", False, "2025-05-13", ()),
        ("05/13/2025", True, "2025-05-13", ()),
        ("04/04/2025", None, "2025-04-04", ()),
        ("Updated 01/02/24", None, "2024-02-01", ("2024-01-02",)),
        ("04/05/2025 14:05 GMT", None, "2025-05-04T14:05+00:00", ("2025-04-05T14:05+00:00",)),
        ("Thu 04/05/2023", None, "2023-05-04", ()),
        ("Wed 04/05/2023", None, "2023-04-05", ()),
    ],
)
def test_day_and_month_are_exchanged_only_where_both_hold(
    text: str, day_first: bool | None, iso: str, alternatives: tuple[str, ...]
) -> None:
    (match,) = find_dates(text, day_first=day_first)
    assert (match.stamp.iso, match.stamp.alternatives) == (iso, alternatives)
    assert match.stamp.ambiguous is bool(alternatives)


@pytest.mark.parametrize(
    ("text", "precision", "tz", "raw"),
    [
        ("July 2025", "month", None, "July 2025"),
        ("18 July 2025.", "day", None, "18 July 2025"),
        ("on 18 July 2025 at 3 pm", "hour", None, "18 July 2025 at 3 pm"),
        ("Fri 18 July 2025 14:05 BST, London", "minute", "BST", "Fri 18 July 2025 14:05 BST"),
        ("2025-07-18T14:05:11Z", "second", "Z", "2025-07-18T14:05:11Z"),
        ("18/7/2025, 14:05 (GMT+7)", "minute", "GMT+7", "18/7/2025, 14:05 (GMT+7)"),
        ("The Sun 18 July 2025", "day", None, "18 July 2025"),
        ("Nov 9, 2023 9:12 PM CST", "minute", "CST", "Nov 9, 2023 9:12 PM CST"),
    ],
)
def test_a_stamp_is_no_finer_than_the_text(text: str, precision: str, tz: str | None, raw: str) -> None:
    (match,) = find_dates(text)
    assert (match.stamp.precision, match.stamp.tz, match.stamp.raw) == (precision, tz, raw)


@pytest.mark.parametrize(("text", "precision", "iso", "raw"), rows(RELATIVE))
def test_a_relative_date_is_a_moment_only_with_now(text: str, precision: str, iso: str, raw: str) -> None:
    (with_now,) = find_dates(text, now=NOW, relative_units=UNITS)
    (without,) = find_dates(text, relative_units=UNITS)
    assert (with_now.stamp.iso, with_now.stamp.precision, with_now.stamp.raw) == (iso, precision, raw)
    assert without.stamp.iso is None
    assert without.stamp.relative
    assert text[without.start : without.end] == raw


@pytest.mark.parametrize("text", NOT_RELATIVE)
def test_a_duration_is_no_date(text: str) -> None:
    assert find_dates(text, now=NOW, relative_units=UNITS) == []


def test_a_moment_beyond_the_calendar_is_none() -> None:
    (match,) = find_dates("9999 years ago", now=NOW, relative_units=UNITS)
    assert match.stamp.iso is None


@pytest.mark.parametrize(
    ("jalali", "gregorian"),
    [
        ((1399, 1, 1), (2020, 3, 20)),
        ((1400, 1, 1), (2021, 3, 21)),
        ((1403, 12, 30), (2025, 3, 20)),
        ((1404, 1, 1), (2025, 3, 21)),
        ((1357, 11, 22), (1979, 2, 11)),
        ((1402, 7, 1), (2023, 9, 23)),
    ],
)
def test_solar_hijri_days_are_exact(jalali: tuple[int, int, int], gregorian: tuple[int, int, int]) -> None:
    assert from_jalali(*jalali) == datetime.date(*gregorian)


def test_solar_hijri_days_follow_each_other_over_a_century() -> None:
    days = [
        date
        for year in range(1320, 1420)
        for month in range(1, 13)
        for day in range(1, 32)
        if (date := from_jalali(year, month, day)) is not None
    ]
    assert all((later - day).days == 1 for day, later in itertools.pairwise(days))


RUNS = ("1", ".", "/", "1.", "1/", "1-", "12:", "12.07.", "9 Mar 2024", "May ", "1 of ", "(", "年", "2020年1月")
ODD = (
    "", " ", "\x00", "\ud800 12 May 2020", "²³ ½", "٣" * 50, "\u200f12/07/2019\u200e", "1" * 5000, "12 May", "-", "T14"
)  # fmt: skip


@pytest.mark.parametrize("unit", RUNS)
def test_long_runs_grow_neither_tokens_nor_dates_faster_than_the_text(unit: str) -> None:
    text = unit * 4000
    assert TokenLine(text[:MAX_LENGTH]).size <= MAX_LENGTH * 2
    found = find_dates(text, relative_units=UNITS)
    assert all(match.end <= MAX_LENGTH for match in found)
    assert sum(match.end - match.start for match in found) <= MAX_LENGTH


def test_the_work_grows_with_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = 0
    plain = TokenLine.folded

    def counted(self: TokenLine, index: int) -> str:
        nonlocal calls
        calls += 1
        return plain(self, index)

    monkeypatch.setattr(TokenLine, "folded", counted)
    for unit in ("12 May ", "12/07/", "14:05 ", "9 of de ", "3, 4. ", "July 12 - "):
        work = []
        for length in (100, 400):
            calls = 0
            find_dates((unit * 100)[:length])
            work.append(calls)
        assert work[1] <= 6 * work[0] + 50, unit


@pytest.mark.parametrize("text", ODD)
def test_odd_input_never_raises(text: str) -> None:
    find_dates(text, relative_units=UNITS, now=datetime.datetime(1, 1, 1))


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_agree_with_cldr(language: str) -> None:
    locale = Locale.parse(language)
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in locale.months[context][width].items():
                if not any(character.isdigit() for character in name):
                    assert names().months[fold(name)] == number
            for number, name in locale.days[context][width].items():
                assert number + 1 in names().weekdays[fold(name)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_month_of_every_language_is_read_inside_a_date(language: str) -> None:
    locale = Locale.parse(language)
    for number, name in locale.months["format"]["wide"].items():
        if not any(character.isdigit() for character in name) and language != "zh":
            assert isos(f"17 {name} 2021") == [f"2021-{number:02d}-17"], name


def test_the_names_of_cldr_are_those_that_the_script_extracts() -> None:
    script = [sys.executable, str(ROOT / "scripts" / "extract_cldr.py"), "--check"]
    done = subprocess.run(script, env={"PYTHONPATH": str(ROOT / "src")}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_countries_are_named_in_every_language() -> None:
    countries = json.loads((ROOT / "src" / "cleantext" / "data" / "cldr.json").read_text("utf-8"))["countries"]
    for name in ("germany", "deutschland", "allemagne", "németország", "германия", "ドイツ", "독일", "đức"):
        assert countries[name] == "DE"
