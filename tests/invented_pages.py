"""Hypothesis strategies for pages as dumps have them: prose, menu words, records, odd characters, all line ends."""

from __future__ import annotations

from hypothesis import strategies as st

PROSE = (
    "The harbour wall held through the storm, engineers said on Monday, and the ferry sailed again.",
    "“Nobody slept,” said Ada Moreno, who runs the bakery by the pier. She opened at five all the same.",
    "BRISTOL, Sept 28 (Northern Wire) - The council agreed on the plan for the old mill after two hours of talks.",
    "Der Rat hat am Montag über den Haushalt beraten, und die Mehrheit war am Ende knapp.",
    "Le marché couvert rouvre samedi, après deux ans de travaux, a annoncé la mairie mardi soir.",
    "El puente sobre el río volvió a abrir el lunes, después de un año de obras.",
    "港の防波堤は嵐に耐えたと、技術者たちは月曜日に語った。フェリーは翌朝から運航を再開した。",
    "记者从市政府获悉，老桥的维修工程已于周一完工。车辆可以正常通行。",
    "قال المهندسون يوم الاثنين إن جدار الميناء صمد أمام العاصفة، وعادت العبارة إلى العمل.",
    "पुराने पुल की मरम्मत सोमवार को पूरी हो गई और यातायात फिर से शुरू हो गया।",
    "시청은 월요일에 오래된 다리의 보수 공사가 끝났다고 밝혔다. 차량은 다시 다닐 수 있다.",
)
FURNITURE = (
    "Home",
    "Share",
    "Share on Facebook",
    "Advertisement",
    "Read also: Ferry prices rise again in spring",
    "Sponsor: ACME",
    "Sponsor: ACME: Better tools. For every garden and shed.",
    "Accept all cookies",
    "Subscribe to continue reading",
    "Most read",
    "3 comments",
    "Tags: harbour, storm, ferry",
    "© 2024 The Daily Ferry. All rights reserved.",
    "Menü",
    "Lesen Sie auch: Sturm über der Küste",
    "分享",
    "Photo: Ada Moreno / Northern Wire",
    "4 min read",
)
RECORDS = (
    "By Ada Moreno",
    "By",
    "Ada Moreno",
    "Von Beate Illing",
    "9 March 2024",
    "Published 18 July 2025, 14:05 BST",
    "Updated: 03/04/2024",
    "2024年3月9日",
    "3 hours ago",
    "Jul 18, 2025 | 0 | Remer,MN",
    "Remer,MNSponsor: QWIKET",
    "NextImg:Harbour wall holds",
    "THE DAILY FERRY",
    "Harbour wall holds through the storm",
    "# Harbour wall holds",
    "* a point of the list",
    "> a quoted line",
    "| a | b |",
    "| --- | --- |",
    "[a link](https://ferry.example/a)",
    "![a picture](https://ferry.example/a.jpg)",
    "**HEADLINE:** Harbour wall holds",
    "```",
    "---",
)
EXPORT = (
    "HEADLINE: Harbour wall holds",
    "BYLINE: Ada Moreno",
    "DATELINE: BRISTOL",
    "PUBLICATION: The Daily Ferry",
    "SECTION: News; Pg. 4",
    "LENGTH: 845 words",
    "LOAD-DATE: March 9, 2024",
    "DATE: March 9, 2024",
    "BODY:",
)
_ODD = "\x00\x07\x1b\x1c\x1d\x1e\x7f\x85\xa0\xad\u200b\u200e\u2028\u2029\u202e\u3000\ufeff\ufffd\ud800\udfff\U0001f600\t\x0b\x0c"
_LETTERS = st.characters(codec=None, exclude_characters="\r\n")

lines = st.one_of(
    st.sampled_from(PROSE),
    st.sampled_from(FURNITURE),
    st.sampled_from(RECORDS),
    st.text(alphabet=_ODD, max_size=6),
    st.text(alphabet=_LETTERS, max_size=40),
    st.tuples(st.sampled_from(PROSE + RECORDS), st.text(alphabet=_ODD, max_size=2), st.sampled_from(FURNITURE)).map(
        "".join
    ),
    st.just(""),
)
#: Lines without odd characters: what laws about line ends and encodings are tried on.
plain_lines = st.sampled_from((*PROSE, *FURNITURE, *RECORDS, "", ""))
line_ends = st.sampled_from(("\n", "\n", "\n", "\r\n", "\r", "\u2028", "\x0b", "\x0c", "\x85", "\n\n", " \n", ""))


def _articles(kinds: st.SearchStrategy[str]) -> st.SearchStrategy[list[str]]:
    """Lists of lines that look like a page: a record, prose of which no two lines are equal, and what follows."""
    head = st.lists(st.one_of(kinds, st.sampled_from(RECORDS)), max_size=8)
    prose = st.lists(st.sampled_from(PROSE), min_size=2, max_size=8).map(
        lambda some: [f"{line} ({number})" if some.index(line) < number else line for number, line in enumerate(some)]
    )
    tail = st.lists(st.one_of(kinds, st.sampled_from(FURNITURE)), max_size=10)
    return st.tuples(head, prose, tail).map(lambda parts: [line for part in parts for line in part])


_exports = st.lists(st.one_of(st.sampled_from(EXPORT), plain_lines), max_size=24)

#: A page of plain lines, as a list of lines.
plain_pages = st.one_of(st.lists(plain_lines, min_size=1, max_size=24), _articles(plain_lines), _exports)
#: A page of any lines with any line ends.
pages = st.one_of(
    st.lists(st.tuples(lines, line_ends).map("".join), max_size=24).map("".join),
    _articles(lines).map("\n".join),
    _exports.map("\n".join),
)
#: Any text at all, and any bytes.
texts = st.text(alphabet=st.characters(codec=None), max_size=200)
raws = st.binary(max_size=200)
