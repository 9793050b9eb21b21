"""Text of printed pages: page numbers, running heads, wrapped paragraphs, drop caps; lists and verse stay."""

from __future__ import annotations

import pytest

import cleantext
from cleantext.text.lines import rows_of
from cleantext.text.notations.draft import Draft
from cleantext.text.read_text import read_notations
from dumps import left, paragraphs, taken

ONE = "Night buses will run on the coast road again from the first of July,\nafter a gap of fourteen years. The county has ordered three vehicles,\n"
TWO = "one of which will stand by at Tamsel in case of floods. Drivers have\nbeen found among the fishermen, who are awake in any case.\n"
THREE = (
    "The fare will be four crowns, and half of that for anyone who carries\na lamp. Dogs travel free but may not sit.\n"
)
FOUR = "The timetable was drawn up by pupils of the school at Lom, who rode\nthe route on bicycles to time it. They were paid in soup.\n"
HEAD = "Night buses return\n\n"
WHOLE = " ".join((ONE + TWO).split())

#: Pages, and what of them is taken.
PAGES: dict[str, tuple[str, set[str]]] = {
    "numbers in the middle": (f"{HEAD}{ONE}\n{' ' * 34}12\n\n{TWO}\n{THREE}\n{' ' * 34}13\n", {"12", "13"}),
    "numbers between dashes": (f"{HEAD}{ONE}\n- 1 -\n\n{TWO}\n{THREE}\n- 2 -\n\n{FOUR}", {"- 1 -", "- 2 -"}),
    "form feeds": (f"{HEAD}{ONE}\n7\n\f{TWO}\n{THREE}\n8\n\f{FOUR}", {"7", "8"}),
    "a form feed alone": (f"{HEAD}{ONE}\f{TWO}\n{THREE}{FOUR}", set()),
    "words before the number": (
        f"{HEAD}{ONE}\nPage 1 of 3\n\n{TWO}\n{THREE}\nPage 2 of 3\n\n{FOUR}",
        {"Page 1 of 3", "Page 2 of 3"},
    ),
    "German": (
        f"{HEAD}{ONE}\nSeite 1 von 3\n\n{TWO}\n{THREE}\nSeite 2 von 3\n\n{FOUR}",
        {"Seite 1 von 3", "Seite 2 von 3"},
    ),
    "feet with the paper's name": (
        f"{HEAD}{ONE}\nRail Bulletin, June 2023              Page 1 of 3\n{TWO}\n{THREE}\nRail Bulletin, June 2023              Page 2 of 3\n{FOUR}",
        {"Rail Bulletin, June 2023 Page 1 of 3", "Rail Bulletin, June 2023 Page 2 of 3"},
    ),
    "running heads": (
        f"{HEAD}{ONE}\n{' ' * 34}1\nNIGHT BUSES             O. PENFOLD\n{TWO}\n{THREE}\n{' ' * 34}2\nNIGHT BUSES             O. PENFOLD\n{FOUR}",
        {"1", "2", "NIGHT BUSES O. PENFOLD"},
    ),
    "running heads behind form feeds": (
        f"{HEAD}{ONE}\n\fThe Rail Bulletin\n\n{TWO}\n{THREE}\n\fThe Rail Bulletin\n\n{FOUR}",
        {"The Rail Bulletin"},
    ),
    "a foot within a sentence": (
        f"{HEAD}{ONE}6                                       St Brannoc's Parish Magazine\n{TWO}\n{THREE}\n{FOUR}",
        {"6 St Brannoc's Parish Magazine"},
    ),
    "numbers of every second page": (f"{HEAD}{ONE}\n\f{' ' * 60}4\n{TWO}\n{THREE}\n\f{' ' * 60}6\n{FOUR}", {"4", "6"}),
}


@pytest.mark.parametrize("name", PAGES)
def test_the_edges_of_pages_are_taken_and_paragraphs_go_over_them(name: str) -> None:
    raw, lines = PAGES[name]
    assert taken(raw) == dict.fromkeys(lines, "pagination")
    assert WHOLE in paragraphs(raw)


def test_a_word_broken_at_a_lines_end_is_whole_where_the_text_has_it_whole() -> None:
    raw = (
        "The lighthouse at Stack Point was built by six men, one crane and a\ngreat deal of advice, and no other light-\n"
        "house on that coast has a bell that is quite as old. It has a twenty-\none-year-old keeper. He keeps the bell in the house, beside a clock\n"
        "that nobody winds, and the lamp outside it.\n\nThe council has asked for proof. There is a photograph, she says, and\nthere are the marks that she cut into the rail.\n"
    )
    text = left(raw)[0]
    assert "no other lighthouse on that coast" in text
    assert "twenty-one-year-old keeper" in text


@pytest.mark.parametrize(
    ("letter", "below", "opening"),
    [
        ("T", "his winter a passenger can board a ship at Dunmarrow.", "This winter"),
        (
            "W",
            "hat brings people back to a boat that is slow? Most of those whom I asked about it pointed at the window.",
            "What brings",
        ),
        ("I", "n the saloon sat a school class and two cellists.", "In the saloon"),
        (
            "I",
            "had never seen a boat as slow as this one. Nobody had seen one that was of the kind that this was.",
            "I had never",
        ),
        ("A", "few of them had paid more than forty crowns, and the few that had not were asked to leave.", "A few of"),
        ("H", "an cambiado los bancos de mi calle y nadie sabe nada.", "Han cambiado"),
        ("Έ", "κλεισε και το περίπτερο του Σταμάτη μετά από σαράντα χρόνια.", "Έκλεισε και"),
        ("П", "аром снова ходит на остров с понедельника, говорят.", "Паром снова"),
        ("“W", "e sail,” said the captain, and then we sailed.", "“We sail"),
        ("T", "HE ship is called Fulmar and she is not fast.", "THE ship"),
    ],
)
def test_a_drop_cap_is_joined_to_its_word(letter: str, below: str, opening: str) -> None:
    assert left(f"{letter}\n{below}")[0].startswith(opening)


@pytest.mark.parametrize(
    "raw",
    [
        "A\nB\nC\nD\n",
        "A\n\nThe wall held through the storm, they said.\n",
        "Grade\nB\nMore than enough for what was asked of him.\n",
        "T\nno more\n",
    ],
)
def test_lone_letters_of_other_texts_stay_alone(raw: str) -> None:
    assert any(len(text) == 1 for text in left(raw))


VERSE = "I left my coat beside the weir\nAnd all my money too\nThe water took the month of May\nAnd handed me to you\n\nOh paper lanterns, burn\nOh paper lanterns, burn\nThe road is only one way long\nAnd I forgot the turn\n"
LONG_VERSE = (
    "The lamp upon the headland burned as though it meant to stay,\nAnd every boat that passed it thought it heard a woman pray;\n"
    "But those who climbed the rocks to look found nothing on the hill,\nAnd those who did not climb them say that she is praying still.\n"
)
#: Texts in which nothing is taken and no lines are joined.
OTHERS: dict[str, str] = {
    "ranks": "Five boats\n\n1\n\nFulmar sails fast.\n\nShe is old.\n\nShe is grey.\n\n2\n\nPetrel sails slow.\n\nShe is new.\n\nShe is red.\n",
    "steps": "How to\n\nStep 1\n\nTake rope.\n\nCut it.\n\nTie it.\n\nStep 2\n\nBurn the ends.\n\nWait.\n\nPull.\n",
    "chapters": "Chapter 1\n\nThe wall held.\n\nThe rain fell.\n\nNobody came.\n\nChapter 2\n\nThe wall fell.\n\nThe rain held.\n\nAll came.\n",
    "years": "1911\n\nThe wall is built.\n\nIt is high.\n\nIt is grey.\n\n1912\n\nThe wall falls.\n\nIt was high.\n\nIt was grey.\n",
    "a table": "Place    Boat     Weight\n1    Fulmar    41\n2    Petrel    39\n3    Skua    12\n",
    "marks of notes": "The wall held\n[1]\nthrough the storm.\n\nIt is old.\n\nThe pier held\n[2]\ntoo, they say.\n",
    "a refrain": VERSE,
    "verse of long lines": LONG_VERSE,
    "a talk": "ANNA: Where is it?\nBO: There.\nANNA: Where?\nBO: 12.\nANNA: And then?\nBO: 13.\n",
    "code": "```\nfor x in range(12):\n    print(x)\n```\n",
    "a list": "- Rope\n- Two lamps\n- A knife\n- Bread for three days\n",
}


@pytest.mark.parametrize("name", OTHERS)
def test_lists_tables_and_verse_are_left(name: str) -> None:
    raw = OTHERS[name]
    assert taken(raw) == {}
    cleantext.extract(raw).verify(raw)


@pytest.mark.parametrize("raw", [VERSE, LONG_VERSE, LONG_VERSE * 3, f"{ONE}{TWO}\n{VERSE}"])
def test_verse_keeps_its_lines(raw: str) -> None:
    texts = left(raw)
    for line in (VERSE if VERSE in raw else LONG_VERSE).split("\n"):
        assert not line or line in texts


def test_a_sentence_that_tags_broke_at_numbers_keeps_them() -> None:
    raw = "The council of the town has bought\n12\nbuses for the coast road.\n\nIt is old.\n\nIt rains.\n\nThe council of the town has sold\n13\nof the old ones again.\n"
    assert taken(raw) == {}
    assert "12" in " ".join(left(raw))


def test_wrapped_paragraphs_come_together_among_menus() -> None:
    menu = "".join(
        f"  * Section {word}\n" for word in ("north", "south", "east", "west", "coast", "hills", "quay", "town")
    )
    raw = f"{menu}\n{ONE}{TWO}\n{THREE}\n> {FOUR.splitlines()[0]}\n> {FOUR.splitlines()[1]}\n"
    texts = left(raw)
    assert WHOLE in texts
    assert " ".join(FOUR.split()) in texts
    assert "Section quay" in texts


@pytest.mark.parametrize(
    ("raw", "shapes"),
    [
        ("Why it was built\n================\n\nIt was built.\n", ["h1", "", ""]),
        ("It was built.\n\nWhy\n---\n\nNobody knows.\n", ["", "h2", "", ""]),
        ("渡し船\n---\n\n出る。\n", ["h2", "", ""]),
        ("The wall held.\n----\nNobody knows.\n", ["", "", ""]),
        ("One line\nand its next\n------------\n", ["", "", ""]),
    ],
)
def test_underlined_lines_are_headings(raw: str, shapes: list[str]) -> None:
    from cleantext.text.read_text import read_segments
    from cleantext.words.vocabulary import load_vocabulary

    assert [segment.shape for segment in read_segments(raw, load_vocabulary())][: len(shapes)] == shapes[
        : len(read_segments(raw, load_vocabulary()))
    ]


def asked_roles(monkeypatch: pytest.MonkeyPatch, pages: int) -> int:
    """How often the notations ask whether a line has a role, for pages of which every line is a running head."""
    asked = 0
    is_free = Draft.is_free

    def count(draft: Draft, index: int) -> bool:
        nonlocal asked
        asked += 1
        return is_free(draft, index)

    with monkeypatch.context() as patched:
        patched.setattr(Draft, "is_free", count)
        text = "\n\fTHE COAST ROAD\nNight buses\nLom, Tamsel\nFour crowns\n" * pages
        read_notations(text, rows_of(text))
    return asked


def test_joining_over_pages_grows_like_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    few, many = (asked_roles(monkeypatch, pages) for pages in (50, 400))
    assert few > 100
    assert many < 10 * few
