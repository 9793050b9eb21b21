"""Numbered links become links, and their marks and lists no part of the text; citations stay."""

from __future__ import annotations

import pytest

from dumps import left, links, taken

#: A text of html2text, how its lines read, and its links.
REFERENCES: dict[str, tuple[str, list[str], list[tuple[str, str]]]] = {
    "a paragraph": (
        "The ferry sails to [Gull Island][1] again.\n\n   [1]: https://orrin.example/gull\n",
        ["The ferry sails to Gull Island again."],
        [("Gull Island", "https://orrin.example/gull")],
    ),
    "a link over two lines": (
        "The oldest boat of the county sails to the island again, and the [harbour\nmaster][2] says that she will.\n\n"
        "   [1]: https://orrin.example/a\n   [2]: https://orrin.example/b\n",
        ["The oldest boat of the county sails to the island again, and the harbour master says that she will."],
        [("harbour master", "https://orrin.example/b")],
    ),
    "a menu": (
        "  * [Local][1]\n  * [Sport][2]\n\n   [1]: https://orrin.example/a\n   [2]: /sport\n",
        ["Local", "Sport"],
        [("Local", "https://orrin.example/a"), ("Sport", "/sport")],
    ),
    "an address that the wrap broke": (
        f"Read [the bylaw][1].\n\n   [1]: https://county.example/bylaws/{'long-' * 9}1994.pdf?print=\nyes\n",
        ["Read the bylaw."],
        [("the bylaw", f"https://county.example/bylaws/{'long-' * 9}1994.pdf?print=yes")],
    ),
    "names": (
        "See [the plan].\n\nSee [it][Plan].\n\n[plan]: https://orrin.example/plan\n",
        ["See [the plan].", "See it."],
        [("it", "https://orrin.example/plan")],
    ),
    "a record": (
        "By [Ada Moreno][1] | March 3, 2021 | [12 comments][2]\n\n[1]: https://orrin.example/ada\n[2]: #comments\n",
        ["By Ada Moreno", "March 3, 2021", "12 comments"],
        [("Ada Moreno", "https://orrin.example/ada"), ("12 comments", "#comments")],
    ),
    "emphasis and escapes": (
        "No _platform_ has snake\\_case, they say [so][1].\n\n[1]: https://orrin.example/so\n",
        ["No platform has snake_case, they say so."],
        [("so", "https://orrin.example/so")],
    ),
    "a title behind the address": (
        'The [wall][1] holds.\n\n[1]: https://orrin.example/w "The wall"\n',
        ["The wall holds."],
        [("wall", "https://orrin.example/w")],
    ),
    "Japanese": (
        "[渡し船][1]は月曜から再び出る。\n\n   [1]: https://minato.example/f\n",
        ["渡し船は月曜から再び出る。"],
        [("渡し船", "https://minato.example/f")],
    ),
    "Arabic": (
        "تبحر [العبارة][1] من جديد.\n\n   [1]: https://orrin.example/ar\n",
        ["تبحر العبارة من جديد."],
        [("العبارة", "https://orrin.example/ar")],
    ),
    "a picture that is a link": (
        "[![The ferry][1]][2]\n\n[1]: https://o.example/f.jpg\n[2]: https://o.example/f\n",
        ["The ferry"],
        [],
    ),
    "code between fences": (
        "The [wall][1] holds.\n\n```\nx = a[b][1]\n```\n\n[1]: https://o.example/w\n",
        ["The wall holds.", "```", "x = a[b][1]", "```"],
        [("wall", "https://o.example/w"), ("b", "https://o.example/w")],
    ),
    "a picture": ("![The ferry][1]\n\n[1]: https://orrin.example/f.jpg\n", ["The ferry"], []),
}
#: A text of lynx and its like, how its lines read, and its links.
NUMBERS: dict[str, tuple[str, list[str], list[tuple[str, str]]]] = {
    "a paragraph": (
        "   The ferry sails to [1]Gull Island again.\n\nReferences\n\n   1. https://orrin.example/gull\n",
        ["The ferry sails to Gull Island again."],
        [("Gull", "https://orrin.example/gull")],
    ),
    "visible and hidden links": (
        "   The [1]ferry sails, says the [2]harbour master.\n\nReferences\n\n   Visible links\n   1. https://o.example/f\n   2. https://o.example/h\n\n"
        "   Hidden links:\n   3. https://o.example/x\n",
        ["The ferry sails, says the harbour master."],
        [("ferry", "https://o.example/f"), ("harbour", "https://o.example/h")],
    ),
    "a menu": (
        "     * [1]News\n     * [2]Sport\n\n   1. https://o.example/n\n   2. https://o.example/s\n",
        ["News", "Sport"],
        [("News", "https://o.example/n"), ("Sport", "https://o.example/s")],
    ),
    "brackets in the list": (
        "The [1]ferry, and [2]again.\n\nReferences:\n\n[1] https://o.example/f\n[2] https://o.example/a\n",
        ["The ferry, and again."],
        [("ferry", "https://o.example/f"), ("again", "https://o.example/a")],
    ),
    "German": (
        "   Die [1]Fähre fährt wieder.\n\nReferenzen\n\n   1. https://o.example/f\n",
        ["Die Fähre fährt wieder."],
        [("Fähre", "https://o.example/f")],
    ),
    "Russian": (
        "   [1]Паром снова ходит.\n\nСсылки\n\n   1. https://o.example/f\n",
        ["Паром снова ходит."],
        [("Паром", "https://o.example/f")],
    ),
    "Chinese": (
        "   [1]渡船周一复航。\n\nReferences\n\n   1. https://o.example/f\n",
        ["渡船周一复航。"],
        [("渡船周一复航。", "https://o.example/f")],
    ),
    "addresses of the machine": (
        "   [1]Skip to the text, [2]mail us.\n\nReferences\n\n   1. file:///tmp/a.html#main\n   2. mailto:a@o.example\n",
        ["Skip to the text, mail us."],
        [("Skip", "file:///tmp/a.html#main"), ("mail", "mailto:a@o.example")],
    ),
    "an answer's number that is none": (
        "   He won by [12] to [1]Fulmar, they say.\n\nReferences\n\n   1. https://o.example/f\n",
        ["He won by [12] to Fulmar, they say."],
        [("Fulmar", "https://o.example/f")],
    ),
    "links of the page's head": (
        "   #[1]RSS [2]alternate\n\n   The [3]wall holds.\n\nReferences\n\n   1. https://o.example/r\n   2. https://o.example/a\n   3. https://o.example/w\n",
        ["The wall holds."],
        [("RSS", "https://o.example/r"), ("alternate", "https://o.example/a"), ("wall", "https://o.example/w")],
    ),
    "a wrapped paragraph": (
        "   You are going away for three weeks and there is something living in\n   your fridge. Do not give it to your [1]sister. Your sister has plans\n"
        "   and no time at all.\n\nReferences\n\n   1. https://o.example/s\n",
        [
            "You are going away for three weeks and there is something living in your fridge. Do not give it to your sister. Your sister has plans and no time at all."
        ],
        [("sister", "https://o.example/s")],
    ),
}
PROSE = "The wall held through the storm, as the divers said on Saturday.\n"
#: Texts in which nothing is taken.
OTHERS: dict[str, str] = {
    "citations with a list of works": "The wall held.[1] It is old.[2]\n\nReferences\n\n[1] A. Moreno, On walls, 1911.\n[2] L. Wei, Stones. https://o.example/s\n",
    "citations with addresses": "The wall held.[1] It is old.[2]\n\nSources\n\n[1] https://o.example/w\n[2] https://o.example/s\n",
    "numbers in brackets": f"They sang [1] loud and [2] clear.\n{PROSE}",
    "a list of addresses that is the text": f"{PROSE}\nThree sites:\n\n1. https://o.example/a\n2. https://o.example/b\n\n{PROSE}\n{PROSE}\n{PROSE}\n{PROSE}\n",
    "sources that a text cites": f"The wall holds [1], and the pier [2].\n\n{PROSE}\n[1]: https://o.example/w\n[2]: https://o.example/p\n",
    "addresses below a heading": f"{PROSE}\nReferences\n\n1. https://o.example/w\n2. https://o.example/p\n",
    "footnotes": f"The wall[^1] held.\n\n[^1]: https://o.example/w\n{PROSE}",
    "an array in code": "```\nx[1]y = a[0][1]\n```\n",
    "an aside in brackets": f"[He laughs] [she does not]\n{PROSE}",
    "a line with a label in brackets": f"[Verse 1]: slow\n{PROSE}",
    "a heading alone": f"{PROSE}\nReferences\n\nAda Moreno, Bo Lind\n",
    "one numbered address": f"{PROSE}\n1. https://o.example/a\n",
}


@pytest.mark.parametrize("name", REFERENCES)
def test_references_by_name_become_links(name: str) -> None:
    raw, texts, expected = REFERENCES[name]
    assert (left(raw), links(raw)) == (texts, expected)
    assert set(taken(raw).values()) == {"markup"}


@pytest.mark.parametrize("name", NUMBERS)
def test_numbers_before_words_become_links(name: str) -> None:
    raw, texts, expected = NUMBERS[name]
    assert (left(raw), links(raw)) == (texts, expected)
    assert set(taken(raw).values()) == {"markup"}


@pytest.mark.parametrize("name", OTHERS)
def test_citations_and_lists_are_left(name: str) -> None:
    assert taken(OTHERS[name]) == {}
    assert "[" not in OTHERS[name] or "[" in " ".join(left(OTHERS[name]))


@pytest.mark.parametrize(
    ("raw", "text", "found"),
    [
        ("The [ferry](https://o.example/f) sails.", "The ferry sails.", [("ferry", "https://o.example/f")]),
        (
            "The [old\nferry](https://o.example/f) sails.",
            "The old ferry sails.",
            [("old ferry", "https://o.example/f")],
        ),
        (
            "The [ferry](https://o.example/long-\npath/f) sails.",
            "The ferry sails.",
            [("ferry", "https://o.example/long-path/f")],
        ),
        ("  * [An item of\n    a menu](/menu)", "An item of a menu", [("An item of a menu", "/menu")]),
        ("[渡し\n船](https://o.example/f)が出る。", "渡し船が出る。", [("渡し 船", "https://o.example/f")]),
        ('The [ferry](https://o.example/f "She sails") sails.', "The ferry sails.", [("ferry", "https://o.example/f")]),
        ("He wrote [sic](as he did) so.", "He wrote [sic](as he did) so.", []),
    ],
)
def test_inline_links_hold_over_the_wrap(raw: str, text: str, found: list[tuple[str, str]]) -> None:
    assert left(raw) == [text]
    assert links(raw) == found
