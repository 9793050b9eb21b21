"""Print: form feeds, page numbers, running heads, words broken at line ends, drop caps."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from cleantext.patterns import pattern
from cleantext.text.notations.draft import Draft, load_labels
from cleantext.words.scripts import ends_sentence
from cleantext.words.vocabulary import detect_language, load_vocabulary, normalised

#: The line below a drop cap has at least 5 words.
MIN_WORDS = 5
#: A word is searched for in the first 50,000 characters.
LOOKED_AT = 50_000

_QUOTES = "\"'“„«‘"
_EDGES = ".,;:!?)\"'”’»"

#: Running heads and feet have at most 120 characters, and stand within 2 lines of a page's edge.
MAX_LENGTH, EDGE = 120, 2
#: A page's number stands at an edge of its line, or ("第1页") in a line of at most 30 characters.
SHORT = 30
#: Pages have at least 2 lines.
MIN_PAGE = 2
#: A number with an indent of 10 stands in the middle or at the right edge of a page.
MIN_INDENT = 10
#: A line that breaks off at the end of a page has at least 30 characters.
MIN_BROKEN = 30
#: More than 5,000 lines alike are a table of numbers.
MAX_LINES = 5000

_EDGE_SIGNS = frozenset("0123456789-–—|")
_DIGITS = pattern(r"\d{1,5}")
_LONE = pattern(r"[-–—|\s]{0,4}\d{1,4}[-–—|\s]{0,4}")
_FRAMED = pattern(r"([-–—])\s?\d{1,4}\s?\1")
_WIDE = pattern(r"\S\s{4,}\S|\t")
_HYPHEN = pattern(r"[^\W\d_]{2}-$")
_FIRST = pattern(r"[^\W\d_]{2,40}")
_WORD = pattern(r"[^\W\d_]{2,60}")


def read_drop_caps(draft: Draft) -> None:
    """Bind the line below a lone capital to it, without a space if the two make a word."""
    code: str | None = None
    found = False
    for index, row in enumerate(draft.rows[:-1]):
        if len(row.text) > 2 or not draft.is_free(index):
            continue
        letter, below = row.text.lstrip(_QUOTES), draft.rows[index + 1]
        if len(letter) != 1 or not letter.isupper() or below.gap > 1 or not draft.is_free(index + 1):
            continue
        if below.text.count(" ") + 1 < MIN_WORDS or not _goes_on(letter, below.text):
            continue
        draft.bound.add(below.start)
        if not found:
            code, found = detect_language(draft.text), True
        if _makes_word(draft.text, letter, below.text, code):
            draft.tight.add(below.start)


def read_print_pages(draft: Draft) -> None:
    """Remove the lines at the edges of pages, and join the paragraphs that go over them."""
    feeds = _feeds(draft)
    numbers = _page_lines(draft, feeds)
    for index in numbers:
        draft.give(index, "page", "the number of a page")
    breaks = sorted({*numbers, *feeds})
    if breaks and len(breaks) * MIN_PAGE < len(draft.rows):
        for index in _running(draft, breaks, set(numbers)):
            draft.give(index, "page", "a running head: it comes again on other pages")
        _join_over(draft, breaks)
    if "-\n" in draft.text or "-\r\n" in draft.text:
        _join_words(draft)


def _goes_on(letter: str, text: str) -> bool:
    """Return whether a line goes on after a capital: in small letters, or in capitals if the letter makes a word."""
    first = text.split(" ", 1)[0].strip(_EDGES)
    if text[0].islower() or (text[0] in "'’" and text[1:2].islower()):
        return True
    known = load_vocabulary().function_languages
    return len(first) > 1 and first.isupper() and (letter + first).casefold() in known and first.casefold() not in known


def _makes_word(text: str, letter: str, below: str, code: str | None) -> bool:
    """Return whether a letter and the first word below it are one word.

    They are, unless the letter is a word of the language: "I" and "had" are two if "had" stands elsewhere too.
    """
    table = load_labels("letter-words")
    if letter.casefold() not in table or (code is not None and code not in table[letter.casefold()]):
        return True
    first = below.split(" ", 1)[0].strip(_EDGES)
    known = load_vocabulary().function_words.get(code or "", frozenset())
    whole = letter + first
    if whole.casefold() in known or text.find(f" {whole} ", 0, LOOKED_AT) >= 0:
        return True
    return not (first in known or text.find(f" {first} ", 0, LOOKED_AT) >= 0 or code in table.get(first, ()))


def _feeds(draft: Draft) -> list[int]:
    """Return the lines that follow a form feed."""
    if "\f" not in draft.text:
        return []
    found = []
    end = 0
    for index, row in enumerate(draft.rows):
        if "\f" in draft.text[end : row.start]:
            found.append(index)
        end = row.end
    return found


def _page_lines(draft: Draft, feeds: list[int]) -> list[int]:
    """Return the lines that count pages: alike except for a rising number, and page numbers by look or place."""
    groups: dict[str, list[int]] = {}
    for index, row in enumerate(draft.rows):
        text = row.text
        # A number in brackets is the mark of a note.
        if len(text) > MAX_LENGTH or (text.isascii() and not (text[0] in _EDGE_SIGNS or text[-1].isdigit())):
            continue
        edge = text[0] in _EDGE_SIGNS or text[0].isdigit() or text[-1].isdigit() or len(text) <= SHORT
        if edge and text[0] not in "[(" and draft.is_free(index) and (key := _DIGITS.sub("#", text)) != text:
            groups.setdefault(" ".join(key.split()), []).append(index)
    fed = {at for index in feeds for at in (index, index - 1)}
    found = [lines[0] for lines in groups.values() if len(lines) == 1 and _cuts_in(draft, lines[0])]
    for lines in groups.values():
        if 2 <= len(lines) <= MAX_LINES and _count_up(draft, lines) and _is_page_line(draft, lines, fed):
            found.extend(lines)
    return sorted(found)


def _count_up(draft: Draft, lines: list[int]) -> bool:
    """Return whether one number of the lines rises by one or two from page to page, and no other changes."""
    numbers = [[int(one) for one in _DIGITS.findall(draft.rows[index].text)] for index in lines]
    changing = [column for column in zip(*numbers, strict=False) if len(set(column)) > 1]
    if len(changing) != 1 or len(set(map(len, numbers))) != 1:
        return False
    steps = {after - before for before, after in pairwise(changing[0])}
    # The last page may be short.
    far = all(high - low > MIN_PAGE for low, high in zip(lines[:-1], lines[1:-1] or lines[1:], strict=False))
    return steps in ({1}, {2}) and far


def _is_page_line(draft: Draft, indices: list[int], fed: set[int]) -> bool:
    """Tell page numbers from ranks and steps: by their words, their place or what they interrupt."""
    rows = [draft.rows[index] for index in indices]
    if sum(index in fed for index in indices) > len(indices) // 2:
        return True
    if not _LONE.fullmatch(rows[0].text):
        words = normalised(rows[0].text).split(" ")
        if _WIDE.search(rows[0].text) is None:
            return _is_pagination(words)
        edge = rows[0].text[0].isdigit() or words[-1][-1:] == "#"
        return edge or any(_is_pagination(words[-count:]) for count in range(1, 5))
    if all(_FRAMED.fullmatch(row.text) for row in rows) or all(draft.indent(index) >= MIN_INDENT for index in indices):
        return True
    # "They bought / 12 / buses": a dump of text nodes breaks sentences at numbers, too, and leaves no blank line.
    apart = all(draft.rows[index].gap or draft.rows[index + 1].gap for index in indices if index + 1 < len(draft.rows))
    return (apart or draft.width > 0) and any(_interrupts(draft, index) for index in indices)


def _is_pagination(words: list[str]) -> bool:
    return "pagination" in load_vocabulary().lookup(" ".join(words), len(words))


def _interrupts(draft: Draft, index: int) -> bool:
    """Return whether a sentence goes over a line."""
    if index == 0 or index + 1 >= len(draft.rows):
        return False
    before, after = draft.rows[index - 1].text, draft.rows[index + 1].text
    return len(before) >= MIN_BROKEN and not ends_sentence(before) and before[-1] != ":" and after[0].islower()


def _cuts_in(draft: Draft, index: int) -> bool:
    """Return whether a line sets a number and a text far apart, within a sentence of the lines around it."""
    text = draft.rows[index].text
    return _interrupts(draft, index) and (text[0].isdigit() or text[-1].isdigit()) and _WIDE.search(text) is not None


def _running(draft: Draft, breaks: list[int], numbers: set[int]) -> Iterator[int]:
    """Yield the lines at the edges of pages that stand at other edges too."""
    near: dict[str, set[int]] = {}
    for index in breaks:
        for at in range(max(0, index - EDGE), min(len(draft.rows), index + EDGE + 1)):
            row = draft.rows[at]
            if at not in numbers and len(row.text) <= MAX_LENGTH and draft.is_free(at):
                near.setdefault(" ".join(_DIGITS.sub("#", row.text).split()), set()).add(at)
    for running, indices in near.items():
        places = sorted(indices)
        apart = all(high - low > MIN_PAGE for low, high in pairwise(places))
        if len(places) >= 2 and apart and not (ends_sentence(running) and running.count(" ") > 8):
            yield from places


def _join_over(draft: Draft, breaks: list[int]) -> None:
    free = [at for at in range(len(draft.rows)) if draft.is_free(at)] if breaks else []
    for index in breaks:
        place = bisect_left(free, index)
        if not 0 < place < len(free):
            continue
        low, high = free[place - 1], free[place]
        before, after = draft.rows[low].text, draft.rows[high]
        broken = _HYPHEN.search(before) is not None or not (ends_sentence(before) or before[-1] == ":")
        if len(before) >= MIN_BROKEN and broken and after.text[0].islower():
            (draft.bound if high == low + 1 else draft.continues).add(after.start)


def _join_words(draft: Draft) -> None:
    """Join words broken at the ends of wrapped lines; the hyphen goes if the text has the word without it."""
    if not draft.width:
        return
    words: set[str] = set()
    known = load_vocabulary().function_languages
    for above, row in pairwise(draft.rows):
        first = _FIRST.match(row.text)
        if row.gap or first is None or not row.text[0].islower() or not _HYPHEN.search(above.text):
            continue
        if first[0].casefold() in known:
            continue  # "Vor- und Nachteile"
        words = words or {word.casefold() for word in _WORD.findall(draft.text)}
        last = _WORD.findall(above.text[-61:-1])[-1]
        draft.tight.add(row.start)
        if (last + first[0]).casefold() in words:
            draft.softened.add(row.start)
