"""The law of tails: what a page has after its article does not come into the body, and the article stays.

A tail is one that a person tells from the article at a glance: several lines of one kind, below a heading that names it
or worded as no article is.
"""

from __future__ import annotations

import functools
import html
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest

import cleantext
from cleantext import Article
from fixtures_reader import Case, cases
from wall_articles import WALL

_NOTATION = re.compile(r"[\s*•|>#`_–-]")
#: A line of fewer bytes (three to a Chinese character) may stand inside a sentence by chance: it counts where it is a paragraph.
_FEW = 14
#: A fixture's own tail is at least of so many lines.
_FEWEST = 4
#: Fixtures whose tails hold other articles in full, or whose pages are several articles.
_OTHER = ("multi/", "labelled/", "live_blog/", "family/digest", "untouched/")


def letters(text: str) -> str:
    """The text without white space and notation, which differ between dumps and pages."""
    return _NOTATION.sub("", text)


@dataclass(frozen=True)
class Tail:
    """A block after the article: its heading, its lines, and how a page writes a line down."""

    heading: str | None
    lines: tuple[str, ...]
    element: str = "p"

    @property
    def all_lines(self) -> tuple[str, ...]:
        return (self.heading, *self.lines) if self.heading else self.lines

    def markup(self) -> str:
        inside = "".join(_line(self.element, line) for line in self.lines)
        return (f"<h3>{html.escape(self.heading)}</h3>" if self.heading else "") + (
            f"<ul>{inside}</ul>" if self.element == "li" else inside
        )


def _line(element: str, text: str) -> str:
    text = html.escape(text)
    return f'<li><a href="/{len(text)}">{text}</a></li>' if element == "li" else f"<{element}>{text}</{element}>"


def titles(heading: str, *lines: str) -> Tail:
    return Tail(heading, lines, "li")


TAILS: dict[str, Tail] = {
    "headlines": titles(
        "Related stories",
        "Seal pup found in the waiting room at Port Ennis",
        "Council to vote on a third bin",
        "Why the ferry leaves four minutes early",
        "Ten walks that end at a bakery",
    ),
    "most read": titles(
        "Most read",
        "1. Man returns library book after 61 years",
        "2. Lighthouse to be painted in the wrong red again",
        "3. School cook wins award for cabbage",
        "4. What the new timetable means for Lower Ansty",
    ),
    "teasers": Tail(
        "More from Local News",
        (
            "Village shop to open on Sundays after all",
            "The committee of the shop at Ansty changed its mind on Monday, when somebody pointed out that it already does.",
            "Owl moves into the new fire station",
            "Firefighters have been asked to slide down the pole more quietly until the chicks have left the hose loft.",
            "Bus 14 finds its way back",
            "Passengers on the evening bus saw parts of the county that few of them knew, and one has decided to move there.",
        ),
    ),
    "comments": Tail(
        "4 comments",
        (
            "tidewatcher88",
            "I have lived here since 1974 and can tell you that nobody in my street was asked about any of this before it was decided.",
            "Reply",
            "Marjory P.",
            "Well said. My late husband wrote to the paper about it three times, and all he ever got was a calendar.",
            "Reply",
            "old_salt",
            "You two should get out more. It is a fine thing, and I am going to see it on Saturday with my grandchildren.",
            "Reply",
            "tidewatcher88",
            "Then I hope that you take a coat with you, because it is always colder there than people think.",
            "Reply",
        ),
    ),
    "newsletter": Tail(
        "Sign up for our newsletter",
        (
            "Get the best of our reporting in your inbox every Friday morning, free of charge.",
            "Enter your email address",
            "By signing up you agree to our terms of use and our privacy policy. You can unsubscribe at any time.",
            "Thank you! Please check your inbox to confirm your subscription.",
        ),
    ),
    "donation": Tail(
        "Support our journalism",
        (
            "If you value this story, please consider making a donation today. We have no owner and no paywall, and we depend on readers like you.",
            "Every gift, large or small, keeps our reporting free for everybody.",
            "Donate now",
            "Become a member",
        ),
    ),
    "consent": Tail(
        "We value your privacy",
        (
            "We and our 214 partners store and access information on a device, such as cookies, and process personal data for personalised ads and content.",
            "You can change your choices at any time by clicking on “Cookie settings” at the foot of this page.",
            "Accept all",
            "Reject all",
            "Manage preferences",
        ),
    ),
    "author": Tail(
        "About the author",
        (
            "Wilf Amory is a staff writer who covers harbours and parish councils. He lives in Port Ennis with a tortoise.",
            "Follow him on Mastodon",
            "More by Wilf Amory",
        ),
    ),
    "publisher": Tail(
        "About the Ansty Courier",
        (
            "The Ansty Courier is the newspaper for Ansty and its villages, published every Thursday since 1893.",
            "Contact: newsroom@courier.example, telephone 01632 960 114",
            "Newspaper House, 4 Mill Lane, Ansty",
        ),
    ),
    "tags": titles("Tags:", "harbours", "local history", "planning", "Port Ennis"),
    "share": titles("Share this article", "Facebook", "X", "WhatsApp", "Copy link", "Print", "Email"),
    "app": Tail(
        "Download our app",
        ("Get breaking news alerts on your phone with the free Courier app.", "App Store", "Google Play"),
    ),
    "sponsored": titles(
        "Sponsored content",
        "Doctors are amazed by this one kitchen spice",
        "Homeowners in your area are switching their boilers",
        "The chair that everybody is talking about",
    ),
    "neighbours": titles(
        "Read next",
        "Previous article: Choir sings in the car park",
        "Next article: Swans close the ring road",
    ),
    "foot": Tail(
        None,
        (
            "Contact us",
            "Privacy policy",
            "Terms of use",
            "Cookie settings",
            "© 2024 Ansty Courier. All rights reserved.",
        ),
    ),
}

#: The same for pages in other languages: headings, comments, a newsletter, the foot.
FOREIGN: dict[str, tuple[Tail, ...]] = {
    "de": (
        titles(
            "Lesen Sie auch",
            "Robbe schläft im Wartesaal",
            "Dritte Tonne kommt vor den Rat",
            "Warum die Fähre zu früh fährt",
        ),
        Tail(
            "Newsletter bestellen",
            ("Jeden Freitag das Wichtigste aus der Region in Ihrem Postfach.", "E-Mail-Adresse", "Jetzt anmelden"),
        ),
        Tail(None, ("Impressum", "Datenschutz", "AGB", "© 2024 Anstdorfer Bote. Alle Rechte vorbehalten.")),
    ),
    "es": (
        titles(
            "Noticias relacionadas",
            "Una foca duerme en la sala de espera",
            "El pleno vota el tercer contenedor",
            "El ferri que sale antes de hora",
        ),
        Tail(
            "Suscríbete a nuestro boletín",
            ("Recibe cada viernes lo mejor de la semana en tu correo.", "Correo electrónico", "Suscribirme"),
        ),
        Tail(
            None,
            (
                "Aviso legal",
                "Política de privacidad",
                "Política de cookies",
                "© 2024 El Correo de Anstia. Todos los derechos reservados.",
            ),
        ),
    ),
    "fr": (
        titles(
            "À lire aussi",
            "Un phoque dort dans la salle d'attente",
            "Le conseil vote la troisième poubelle",
            "Le bac part en avance",
        ),
        Tail(
            "Inscrivez-vous à notre newsletter",
            ("Chaque vendredi, l'essentiel de la semaine dans votre boîte mail.", "Adresse e-mail", "S'inscrire"),
        ),
        Tail(
            None,
            (
                "Mentions légales",
                "Politique de confidentialité",
                "Gérer les cookies",
                "© 2024 Le Courrier d'Anstie. Tous droits réservés.",
            ),
        ),
    ),
    "zh": (
        titles("相关阅读", "海豹幼崽睡在候船室里", "镇里将表决第三个垃圾桶", "渡船为何总是早开四分钟"),
        Tail("订阅电子报", ("每周五早上把本周要闻送到您的邮箱。", "请输入您的电子邮箱", "立即订阅")),
        Tail(None, ("关于我们", "联系我们", "隐私政策", "© 2024 安斯提晚报 版权所有")),
    ),
    "ja": (
        titles("関連記事", "待合室で眠るアザラシの子", "三つ目のごみ箱を議会で採決へ", "四分早く出るフェリーの謎"),
        Tail("メールマガジン登録", ("毎週金曜日の朝、一週間のニュースをお届けします。", "メールアドレス", "登録する")),
        Tail(None, ("会社概要", "お問い合わせ", "プライバシーポリシー", "© 2024 アンスティ新報 無断転載を禁じます")),
    ),
}

HEADLINE = "Harbour wall at Polcarrow is mended with lime"
ARTICLES: dict[str, tuple[str, ...]] = {
    "brief": (
        "The north wall of the harbour at Polcarrow was mended this week with lime that was burnt in the old kiln.",
        "It took two masons four days, and a third mason one morning to say that it was crooked. “It always was,” said harbour master Joby Hocking.",
    ),
    **WALL,
}


def _page(wrapper: str) -> Callable[[str, Sequence[str], Sequence[Tail], str], str]:
    """HTML whose tails stand after the article, each in an element of that kind."""

    def page(headline: str, blocks: Sequence[str], tails: Sequence[Tail], language: str) -> str:
        text = "\n".join(f"<p>{html.escape(block)}</p>" for block in blocks)
        after = "\n".join(f"<{wrapper}>{tail.markup()}</{wrapper}>" for tail in tails)
        head = f'<html lang="{language}"><head><meta charset="utf-8"><title>{html.escape(headline)}</title></head>'
        article = f"<article>\n<h1>{html.escape(headline)}</h1>\n{text}\n</article>"
        return f"<!DOCTYPE html>\n{head}\n<body>\n{article}\n{after}\n</body></html>\n"

    return page


def _spaced(headline: str, blocks: Sequence[str], tails: Sequence[Tail], language: str) -> str:
    """A dump with a blank line between blocks."""
    return "\n\n".join([headline, *blocks, *("\n".join(tail.all_lines) for tail in tails)]) + "\n"


def _bare(headline: str, blocks: Sequence[str], tails: Sequence[Tail], language: str) -> str:
    """A dump of lines alone."""
    return "\n".join([headline, *blocks, *(line for tail in tails for line in tail.all_lines)]) + "\n"


FORMS: dict[str, Callable[[str, Sequence[str], Sequence[Tail], str], str]] = {
    "aside": _page("aside"),
    "section": _page("section"),
    "div": _page("div"),
    "spaced dump": _spaced,
    "bare dump": _bare,
}


def kept_of(article: Article, tails: Sequence[Tail]) -> list[str]:
    """The lines of tails that came into the body."""
    paragraphs = {letters(paragraph.text) for paragraph in article.paragraphs}
    body = letters(article.body)
    return [
        line
        for tail in tails
        for line in tail.all_lines
        if letters(line) in (body if len(letters(line).encode()) >= _FEW else paragraphs)
    ]


def lost_of(article: Article, blocks: Sequence[str]) -> list[str]:
    body = letters(article.body)
    return [block for block in blocks if letters(block) not in body]


def extracted(form: str, headline: str, blocks: Sequence[str], tails: Sequence[Tail], language: str = "en") -> Article:
    page = FORMS[form](headline, blocks, tails, language)
    return cleantext.extract(page, kind="text" if "dump" in form else "html")


def check(article: Article, blocks: Sequence[str], tails: Sequence[Tail]) -> None:
    lost, kept = lost_of(article, blocks), kept_of(article, tails)
    assert not lost, f"lost of the article: {lost}"
    assert not kept, f"kept of the tail: {kept}"


# Invented tails ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("size", ARTICLES)
@pytest.mark.parametrize("kind", TAILS)
def test_a_tail_of_one_kind_is_no_part_of_the_article(kind: str, size: str, form: str) -> None:
    check(extracted(form, HEADLINE, ARTICLES[size], [TAILS[kind]]), ARTICLES[size], [TAILS[kind]])


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("seed", range(12))
def test_tails_of_several_kinds_are_no_part_of_the_article(seed: int, form: str) -> None:
    draw = random.Random(seed)
    size = draw.choice([*ARTICLES])
    tails = [*draw.sample([tail for kind, tail in TAILS.items() if kind != "foot"], draw.randint(3, 7)), TAILS["foot"]]
    check(extracted(form, HEADLINE, ARTICLES[size], tails), ARTICLES[size], tails)


# Tails of fixtures, and articles of fixtures -------------------------------------------------------------------------

CASES = {
    case.name: case
    for case in cases()
    if len(case.expected.get("body") or []) > 1 and case.expected.get("headline") and not case.name.startswith(_OTHER)
}


@functools.cache
def tail_of(name: str) -> Tail | None:
    """What stands on a fixture's page below the line that its body ends in, one line each."""
    case = CASES[name]
    if not isinstance(case.page, str):
        return None
    lines = case.page.splitlines()
    last = letters(case.expected["body"][-1])[-20:]
    seen, end = "", None
    for number, line in enumerate(lines):
        seen += letters(line)
        if seen.endswith(last):
            end = number
    if end is None:
        return None
    below = tuple(line.strip() for line in lines[end + 1 :] if letters(line))
    # A page that says itself twice, or has its title last, has something else than a tail there.
    own = {letters(case.expected["headline"]), letters(case.expected["body"][0])}
    if any(one in letters(line) for line in below for one in own):
        return None
    return Tail(None, below) if len(below) >= _FEWEST else None


def _neighbour(name: str) -> Case:
    """The next fixture of the same language, or the same one where there is none."""
    language = CASES[name].about["language"]
    names = [other for other, case in CASES.items() if case.about["language"] == language]
    return CASES[names[(names.index(name) + 1) % len(names)]]


@functools.cache
def lost_alone(name: str, form: str) -> frozenset[str]:
    """What is lost of a fixture's article where nothing stands after it: the tail is not to blame for it."""
    case = CASES[name]
    blocks = case.expected["body"]
    return frozenset(lost_of(extracted(form, case.expected["headline"], blocks, [], case.about["language"]), blocks))


def check_fixture(case: Case, form: str, tails: Sequence[Tail]) -> None:
    blocks = case.expected["body"]
    article = extracted(form, case.expected["headline"], blocks, tails, case.about["language"])
    # What the article says itself is no sign.
    own = letters("".join(blocks))
    kept = [line for line in kept_of(article, tails) if letters(line) not in own]
    lost = [block for block in lost_of(article, blocks) if block not in lost_alone(case.name, form)]
    assert not lost, f"lost of the article for its tail: {lost}"
    assert not kept, f"kept of the tail: {kept}"


OWN = [name for name in CASES if tail_of(name)]


@pytest.mark.parametrize("form", ["aside", "bare dump"])
@pytest.mark.parametrize("name", OWN)
def test_the_tail_of_a_fixture_is_no_part_of_another_article(name: str, form: str) -> None:
    tail = tail_of(name)
    assert tail is not None
    check_fixture(_neighbour(name), form, [tail])


@pytest.mark.parametrize("form", ["section", "div", "spaced dump"])
@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.about["language"] in FOREIGN])
def test_tails_in_the_language_of_the_page_are_no_part_of_the_article(name: str, form: str) -> None:
    check_fixture(CASES[name], form, FOREIGN[CASES[name].about["language"]])


def test_most_fixtures_have_a_tail() -> None:
    assert len(OWN) >= 60
