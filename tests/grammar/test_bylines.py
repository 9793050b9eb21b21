"""A byline gives people apart from organisations, agencies and places, or it is none."""

from __future__ import annotations

import time

import pytest

from cleantext.grammar.bylines import BylineMatch, looks_like_name, parse_byline
from cleantext.values import Person

PREFIXES = frozenset({
    "by", "written by", "story by", "posted by", "von", "autor", "text", "par", "recueilli par", "por", "de", "di", "door", "af", "av", "autore", "текст", "автор", "كتب",
    "作者", "记者", "記者", "penulis", "haberi hazırlayan", "írta", "autorka", "od", "napsal", "tekst", "skriver", "kirjoittaja", "κείμενο", "biên tập", "di redazione",
})  # fmt: skip
ROLES = frozenset({
    "political editor", "reporter", "staff writer", "correspondent", "editor", "redakteur", "redakteurin", "journaliste", "senior reporter", "contributor", "health editor", "periodista",
})  # fmt: skip
STAFF = frozenset(
    {
        "staff",
        "redaktion",
        "redazione",
        "redacción",
        "redação",
        "news desk",
        "agencies",
        "staff reporter",
        "rédaction",
        "редакция",
    }
)


def parse(line: str) -> BylineMatch | None:
    return parse_byline(line, prefixes=PREFIXES, roles=ROLES, staff=STAFF)


# line, names, agencies, place, rest
BYLINES: list[tuple[str, list[str], list[str], str | None, str]] = [
    ("By Tom Marlow", ["Tom Marlow"], [], None, ""),
    ("By Tom Marlow for MailOnline", ["Tom Marlow"], [], None, ""),
    ("By Glen Harrow And Ana Poe For The Ferry On Sunday", ["Glen Harrow", "Ana Poe"], [], None, ""),
    ("By Nada Tamsin, BBC News, New York", ["Nada Tamsin"], [], "New York", ""),
    ("WAFA SHORAFI and SAM METZER", ["Wafa Shorafi", "Sam Metzer"], [], None, ""),
    ("Von Felix Eisengruber // 9. November 2023", ["Felix Eisengruber"], [], None, "9. November 2023"),
    ("Jane Marlow, Political Editor", ["Jane Marlow"], [], None, ""),
    ("Jane Marlow | jane@example.org", ["Jane Marlow"], [], None, ""),
    ("By Dr. A. B. Marlow, MD", ["A. B. Marlow"], [], None, ""),
    ("Por Mariano Martel mmartel@…", ["Mariano Martel"], [], None, ""),
    ("记者王敬舟 编辑： 王华帆", ["王敬舟"], [], None, "编辑： 王华帆"),
    ("作者： 记者王敬舟 编辑： 王华帆", ["王敬舟"], [], None, "编辑： 王华帆"),
    ("이하늘 기자", ["이하늘"], [], None, ""),
    ("이하늘 기자 | 2019-11-12 10:20:30", ["이하늘"], [], None, "2019-11-12 10:20:30"),
    ("Текст: Олег Берёзкин", ["Олег Берёзкин"], [], None, ""),
    ("Текст: Олег Берёзкин·14 октября 2019", ["Олег Берёзкин"], [], None, "14 октября 2019"),
    ("By AP and TOI staff", [], ["AP", "TOI"], None, ""),
    ("By REUTERS", [], ["Reuters"], None, ""),
    ("Redazione ANSA ROMA", [], ["ANSA"], "ROMA", ""),
    ("By Staff", [], [], None, ""),
    ("Por Redação", [], [], None, ""),
    ("Redaktion", [], [], None, ""),
    ("Por Agência O Farol |", [], ["Agência O Farol"], None, ""),
    ("Af Ritzau", [], ["Ritzau"], None, ""),
    ("Par Matthieu Hyvert le 12 Mai 2019", ["Matthieu Hyvert"], [], None, "le 12 Mai 2019"),
    (
        "Par Bruno Gobert, le mercredi 15 mai 2019 à 18h00",
        ["Bruno Gobert"],
        [],
        None,
        "le mercredi 15 mai 2019 à 18h00",
    ),
    ("Par E. NORDIN - 06:00 - Temps de lecture :", ["E. Nordin"], [], None, "06:00 - Temps de lecture :"),
    ("Par André Olivier KLEIN", ["André Olivier KLEIN"], [], None, ""),
    ("Por Lívia Prado, G1 RO — Porto Velho", ["Lívia Prado"], [], "Porto Velho", ""),
    ("By Cat Lavette/June 12, 2019 8:15 am EST", ["Cat Lavette"], [], None, "June 12, 2019 8:15 am EST"),
    ("By Emily Barrack 9 January 2020, 3:15 pm", ["Emily Barrack"], [], None, "9 January 2020, 3:15 pm"),
    ("By Jane Marlow June 12, 2019", ["Jane Marlow"], [], None, "June 12, 2019"),
    ("By Jane Marlow Apr. 28, 2023 1:15 pm", ["Jane Marlow"], [], None, "Apr. 28, 2023 1:15 pm"),
    ("By Jane Marlow Last Updated: December 6, 2024", ["Jane Marlow"], [], None, "Last Updated: December 6, 2024"),
    ("Written by: Jane Marlow Jane Marlow", ["Jane Marlow"], [], None, ""),
    ("By Jane Marlow Published 12 October 23", ["Jane Marlow"], [], None, "Published 12 October 23"),
    ("Sara Zinner Stand: 3. Februar 2023", ["Sara Zinner"], [], None, "Stand: 3. Februar 2023"),
    ("Jacobo Betancor Pérez | Publicado hace 9 horas", ["Jacobo Betancor Pérez"], [], None, "Publicado hace 9 horas"),
    ("By Jane Marlow, John Roe & Ann Poe", ["Jane Marlow", "John Roe", "Ann Poe"], [], None, ""),
    ("By Jane Marlow, John Roe, and Ann Poe", ["Jane Marlow", "John Roe", "Ann Poe"], [], None, ""),
    ("Von Anna Berger und Jörg von der Heide", ["Anna Berger", "Jörg von der Heide"], [], None, ""),
    ("Par Anne-Marie Le Goff et Jean d'Arcy", ["Anne-Marie Le Goff", "Jean d'Arcy"], [], None, ""),
    ("Por Ana López y Juan Pérez", ["Ana López", "Juan Pérez"], [], None, ""),
    ("Por José Ortega y Gaset", ["José Ortega y Gaset"], [], None, ""),
    ("di Marta Bianchi e Luca Verdi", ["Marta Bianchi", "Luca Verdi"], [], None, ""),
    ("Door Jan de Wit en Els van Dam", ["Jan de Wit", "Els van Dam"], [], None, ""),
    ("Av Kari Nordli og Ola Bakke", ["Kari Nordli", "Ola Bakke"], [], None, ""),
    ("Av Elin Berg och Nils Ek", ["Elin Berg", "Nils Ek"], [], None, ""),
    ("Kirjoittaja: Aino Mäki ja Eero Salo", ["Aino Mäki", "Eero Salo"], [], None, ""),
    ("Autor: Jan Kowal i Anna Nowik", ["Jan Kowal", "Anna Nowik"], [], None, ""),
    ("Írta: Kovács Béla", ["Kovács Béla"], [], None, ""),
    ("Haberi hazırlayan: Ayşe Yılmazer ve Mehmet Kayalı", ["Ayşe Yılmazer", "Mehmet Kayalı"], [], None, ""),
    ("Автор: Ольга Берёзкина и Пётр Осин", ["Ольга Берёзкина", "Пётр Осин"], [], None, ""),
    ("Автор: Оксана Гай та Іван Лісовий", ["Оксана Гай", "Іван Лісовий"], [], None, ""),
    ("كتب رمضان البحري", ["رمضان البحري"], [], None, ""),
    ("Penulis: Dewi Laras dan Budi Santosa", ["Dewi Laras", "Budi Santosa"], [], None, ""),
    ("Κείμενο: Μαρία Θαλασσινού και Νίκος Πέτρου", ["Μαρία Θαλασσινού", "Νίκος Πέτρου"], [], None, ""),
    ("Biên tập: Nguyễn Văn Hải", ["Nguyễn Văn Hải"], [], None, ""),
    ("By JANE MARLOW Staff Writer", ["Jane Marlow"], [], None, ""),
    ("Jane Marlow, Staff Writer | jane.marlow@example.org", ["Jane Marlow"], [], None, ""),
    ("By Jane Marlow, The Associated Press", ["Jane Marlow"], [], None, ""),
    ("By Juan Y Pérez", ["Juan Y Pérez"], [], None, ""),
    ("By J.R. O'Neill and Mary McIntyre", ["J.R. O'Neill", "Mary McIntyre"], [], None, ""),
    ("By Omar bin Said al-Rashid", ["Omar bin Said al-Rashid"], [], None, ""),
    ("By Harold Maas, The Week US Published 12 October 23", ["Harold Maas"], [], None, "Published 12 October 23"),
    ("Von Anna Berger, Hamburg", ["Anna Berger"], [], "Hamburg", ""),
    ("by Jane Marlow—10 min read", ["Jane Marlow"], [], None, "10 min read"),
    ("By Jane Marlow, Co-Founder of the Harbour Lab", ["Jane Marlow"], [], None, "Co-Founder of the Harbour Lab"),
    ("By Jane Marlow ⋅ Updated November 18, 2025", ["Jane Marlow"], [], None, "Updated November 18, 2025"),
    ("Story by Jane Marlow • 3h ago", ["Jane Marlow"], [], None, "3h ago"),
]

NOT_BYLINES = [
    "By providing your email address,", "Von Kopf bis Fuß: So schützen Sie sich", "Von dieser Testpflicht gibt es Ausnahmen.", "von Gesponserte Inhalte",
    "Por favor ingrese su nombre aquí", "Por si no lo viste", "Por qué las empresas cierran", "De R$ 9 a R$ 999: veja dicas", "De Boer: 'Oranje moet beter'", "De #MeToo au procès",
    "Di-Fr 10-18:00 Uhr.", "Posted by SPÖ on Monday", "By :", "By", "", " ", "Autor:asty//now", "By Popular Demand", "By The Numbers", "By Use Case", "By Event Type", "By Ferry TimesNovember", "By The Way", "By design, the bridge is narrow.",
    "By Monday the ferries were running again.", "By signing up, you agree to our terms", "By clicking you accept", "By the time the ferry came, it was dark.", "By 2030 all buses will be electric",
    "By contrast, ferries are slow", "By Far The Best Ferry", "By and large, it worked.", "By law, every boat needs a light", "Von Montag bis Freitag geöffnet", "Von wegen langsam",
    "Von der Leyen besucht den Hafen", "Von Hamburg nach Kiel", "Von unserer Redaktion empfohlen", "Von 9 bis 17 Uhr", "Par exemple", "Par ailleurs, le pont est fermé", "Par conséquent",
    "Par le passé, les ferries étaient lents", "Por ejemplo", "Por primera vez en la historia", "Por fin es viernes", "Por eso cerramos", "De los barcos a las bicicletas", "Di più", "Di cosa si tratta",
    "Door de storm varen er geen boten", "Af og til", "Av alle ting", "Автор: неизвестен", "Текст: 14 октября", "كتب في الهندسة والرياضيات", "作者", "作者：", "记者从市政府获悉，旧桥将关闭。", "记者",
    "Latest News", "Top Stories", "Read More", "Sign In", "Privacy Policy", "World News", "New York", "United States", "BBC News", "Breaking News", "About Us", "Photo Gallery", "Jane",
    "Aktuelle Nachrichten", "Últimas Noticias", "首页", "新闻中心", "로그인", "전체 기사", "The ferry company said on Monday", "Jane Marlow is a writer in London", "Did Jane Marlow do it?", "Jane Marlow writes about ferries.",
]  # fmt: skip


@pytest.mark.parametrize(("line", "people", "agencies", "place", "rest"), BYLINES, ids=[row[0] for row in BYLINES])
def test_a_byline_is_read(line: str, people: list[str], agencies: list[str], place: str | None, rest: str) -> None:
    match = parse(line)
    assert match is not None
    assert [person.name for person in match.authors] == people
    assert list(match.agencies) == agencies
    assert (match.place, match.rest) == (place, rest)


@pytest.mark.parametrize("line", NOT_BYLINES)
def test_other_lines_give_no_byline(line: str) -> None:
    assert parse(line) is None


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("By Tom Marlow for MailOnline", (Person("Tom Marlow", organization="MailOnline"),)),
        (
            "By Glen Harrow And Ana Poe For The Ferry On Sunday",
            (
                Person("Glen Harrow", organization="The Ferry On Sunday"),
                Person("Ana Poe", organization="The Ferry On Sunday"),
            ),
        ),
        ("Jane Marlow, Political Editor", (Person("Jane Marlow", role="Political Editor"),)),
        ("By JANE MARLOW Staff Writer", (Person("Jane Marlow", role="Staff Writer"),)),
        ("Jane Marlow | jane@example.org", (Person("Jane Marlow", email="jane@example.org"),)),
        ("By Nada Tamsin, BBC News, New York", (Person("Nada Tamsin", organization="BBC News"),)),
        ("By Jane Marlow, The Associated Press", (Person("Jane Marlow", organization="Associated Press"),)),
        ("Por Mariano Martel mmartel@…", (Person("Mariano Martel"),)),
    ],
)
def test_roles_organisations_and_addresses_belong_to_the_person(line: str, people: tuple[Person, ...]) -> None:
    match = parse(line)
    assert match is not None
    assert match.authors == people


@pytest.mark.parametrize(
    "name",
    [
        "Jane Marlow",
        "Ludwig van Deering",
        "Omar bin Said",
        "Anne-Marie O'Neill",
        "J. R. Marlow",
        "Jean DUPRÉ",
        "Ольга Берёзкина",
        "王敬舟",
        "酒井 圭",
        "이하늘",
        "رمضان البحري",
        "JANE MARLOW",
        "Nguyễn Văn Hải",
        "JD Marlow",
    ],
)
def test_names_of_many_peoples_look_like_names(name: str) -> None:
    assert looks_like_name(name)


@pytest.mark.parametrize(
    "text",
    [
        "Jane",
        "jane marlow",
        "BBC News",
        "NATO",
        "AP",
        "Jane 2",
        "New York",
        "South Korea",
        "Daily Ferry",
        "Monday Morning",
        "Kopf bis Fuß",
        "Jane Marlow is",
        "a",
        "",
        "首页",
        "United Kingdom",
        "The Ferry",
        "Los Angeles",
        "UK Politics",
    ],
)
def test_other_texts_do_not(text: str) -> None:
    assert not looks_like_name(text)


@pytest.mark.parametrize(
    "piece", ["By ", "A, ", "a@", "记者", "：", "Jane and ", "| ", "von der ", "(", "\x00", "， ", "y "]
)
def test_odd_text_neither_raises_nor_takes_long(piece: str) -> None:
    start = time.perf_counter()
    for length in (3, 20, 5000):
        parse(piece * length)
        parse("By " + piece * length)
    assert time.perf_counter() - start < 0.2
