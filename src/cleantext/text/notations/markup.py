"""Marks that dumpers write for markup: escapes, underlined headings, numbered links, and what terminals cannot show."""

from __future__ import annotations

import re

from cleantext.patterns import pattern
from cleantext.text.notations.draft import Draft, Reference, load_labels
from cleantext.words.vocabulary import normalised

_HEADING = pattern(r"^#{1,6} \S", re.M)
# No brackets: formulas stand between escaped ones.
_ESCAPED = pattern(r"^((?:#{1,6} |> )?\d{1,4})\\(?=[.)] )|^\\(?=[-+#>])|\\(?=[_*`])")

#: An underline has at least 3 marks.
MIN_LINE = 3

#: A line of more than 8 words that begins with a control is text.
MAX_WORDS = 8

_FILE = r"\[[\w%.,@()+ -]{1,80}\.(?:png|gif|jpe?g|svg|webp|avif)(?:\?[^\[\]\s]{0,80})?\]"
_PICTURE = pattern(rf"{_FILE}|\[(?:INLINE|IMAGE|EMBED|USEMAP|ISMAP)\]", re.I)
_NUMBER = r"(?:\[\d{1,4}\])?"
_PICTURES = pattern(
    rf"(?:{_NUMBER}(?:{_FILE}|\[(?:INLINE|IMAGE|EMBED|USEMAP|ISMAP)\]|(?-i:\(IMAGE\)))\s{{0,9}}){{1,20}}", re.I
)
_CONTROL = pattern(rf"{_NUMBER}(?:\(BUTTON\)|\[_{{3,200}}\]|_{{6,200}}|\[ {{3,200}}\]|\([ *_]\) |\[[ xX_]\] )")
_BUTTON = pattern(rf"{_NUMBER}\(BUTTON\)\s?")

#: A list of addresses without a heading has at least 2 numbered lines.
MIN_LINES = 2
#: A numbered list closes the text; at most 3 lines may stand below it.
MAX_BELOW = 3
#: Lines of at least 60 characters may have been broken within an address.
MIN_BROKEN = 60

_DEFINITION = pattern(r"\[([^\[\]\s^][^\[\]]{0,60})\]:\s{1,4}<?([^\s<>]{1,2000})>?(?:\s{1,4}[\"'(].{0,300})?")
_ADDRESS = pattern(r"(?:[a-z][a-z0-9+.-]{1,20}:\S|[/#.?]).{0,2000}", re.I)
_NUMBERED = pattern(
    r"(?:\[(\d{1,4})\]|(\d{1,4})\.)\s{1,4}((?:https?|ftp|file|mailto|gopher|tel|javascript|about|data|news):\S{1,2000})",
    re.I,
)
_USE = pattern(r"!?\[([^\[\]]{0,400})\]\s?\[([^\[\]\n]{0,60})\]")
_AROUND = pattern(r"\[(!\[[^\[\]]{0,400}\]\(#\))\]\s?\[[^\[\]\n]{0,60}\]")
_PAGE_LINKS = pattern(r"#(?:\[\d{1,4}\][^\[\]]{1,80}){1,20}")
_WORDLESS = pattern(r"(?:\[\s?\](?:\([^()\s]{0,2000}\)|\[[^\[\]]{0,60}\])\s{0,3}){1,20}")
_MARK = pattern(r"\[(\d{1,4})\](?=\S)")
_MARKED = pattern(r"\[(\d{1,4})\]((?:[^\W_]|[^\s\w\[\]]){1,200})")
_CITED = pattern(r"[^\s\[\]]\[\d{1,4}\](?=[\s.,;:)\[]|$)", re.M)
_INLINE = pattern(r"\[([^\[\]]{1,400})\]\(")
_BROKEN = pattern(r"(?:https?://|/|#|mailto:)[^()\s]{0,2000}(?:\s{1,40}[^()\s]{1,1000}){0,6}\)")
_UNDERLINED = pattern(r"(?<!\w)_(?=[^\s_])([^_\n]{1,400})(?<=\S)_(?!\w)")
_WORD_EDGE = ".,;:!?)\"'”’»"


def read_escapes(draft: Draft) -> None:
    """Take the backslashes of escapes out of the text, if it has other marks of Markdown."""
    text = draft.text
    if "\\" in text and ("](" in text or "\n[" in text or _HEADING.search(text) is not None):
        draft.escaped = True


def without_escapes(text: str) -> str:
    r"""Return the text without the backslashes of escapes.

    >>> without_escapes(r"1\. Rope for snake\_case"), without_escapes(r"\[ P = \frac{1}{2} \]")
    ('1. Rope for snake_case', '\\[ P = \\frac{1}{2} \\]')
    """
    return _ESCAPED.sub(r"\1", text)


def read_headings(draft: Draft) -> None:
    """Make a line a heading if the line right below has the same length and consists of one mark."""
    if "\n===" not in draft.text and "\n---" not in draft.text:
        return
    for index in range(1, len(draft.rows)):
        row, above = draft.rows[index], draft.rows[index - 1]
        mark = row.text[0]
        if mark not in "=-" or row.gap or len(row.text) < MIN_LINE or len(row.text) != len(above.text):
            continue
        alone = index == 1 or above.gap or not draft.is_free(index - 2)
        if alone and row.text.count(mark) == len(row.text) and any(map(str.isalnum, above.text)):
            draft.shapes[above.start] = "h1" if mark == "=" else "h2"
            draft.give(index, "mark", "underlines the heading above")


def read_terminal(draft: Draft) -> None:
    """Remove lines of controls and wordless pictures; choices only if the text has other marks of a terminal."""
    text = draft.text
    sure = "(BUTTON)" in text or (bool(draft.cleaners) and "]:" not in text)
    if not sure and not _PICTURE.search(text):
        return
    for index, row in enumerate(draft.rows):
        if not draft.is_free(index):
            continue
        if sure and "________" in row.text and row.text.count(" ") < MAX_WORDS and any(map(str.isalpha, row.text)):
            draft.give(index, "form", "a field of a form")
        if row.text[0] not in "[(_":
            continue
        control = _CONTROL.match(row.text)
        if _PICTURES.fullmatch(row.text):
            draft.give(index, "mark", "the name of a picture's file")
        elif control is not None and row.text.count(" ") < MAX_WORDS and (sure or control[0][0] == "("):
            draft.give(index, "form", "a control of a form")
    draft.cleaners.append(without_controls)


def without_controls(text: str) -> str:
    """Return the text without pictures' file names and the marks of buttons.

    >>> without_controls("[map.png] The harbour (BUTTON) Listen")
    'The harbour Listen'
    """
    return " ".join(_BUTTON.sub("", _PICTURE.sub("", text)).split()) or text


def read_references(draft: Draft) -> None:
    """Remove lists of addresses, and note the links."""
    text = draft.text
    if "[" not in text and "://" not in text:
        return
    if "]:" in text:
        _read_definitions(draft)
    if "://" in text:
        _read_numbered(draft)
    if "](" in text:
        _read_inline(draft)
    for index, row in enumerate(draft.rows) if "[]" in text else ():
        if row.text.startswith("[]") and _WORDLESS.fullmatch(row.text):
            draft.give(index, "mark", "a link without words")


def _read_definitions(draft: Draft) -> None:
    """Read ``[3]: address`` and the uses ``[text][3]``."""
    found: dict[int, tuple[str, str]] = {}
    lines: list[int] = []
    index = 0
    while index < len(draft.rows):
        match = _DEFINITION.fullmatch(draft.rows[index].text) if draft.rows[index].text[0] == "[" else None
        if match is None or not draft.is_free(index):
            index += 1
            continue
        at, address = index, match[2]
        lines.append(index)
        while (index := index + 1) < len(draft.rows) and _goes_on(draft, index):
            address += draft.rows[index].text
            lines.append(index)
        found[at] = (match[1].casefold(), address)
    targets = {name: address for name, address in found.values() if _ADDRESS.fullmatch(address) or "." in address}
    found_uses = _USE.finditer(draft.text) if targets else ()
    uses = [match for match in found_uses if (match[2] or match[1]).casefold() in targets]
    if not uses:
        return  # sources, which a text cites as "[1]"
    for index in lines:
        draft.give(index, "mark", "an address in the dump's list of links")
    for match in uses:
        if _one_block(match[0]):
            draft.bind(match.start(), match.end())
            if match[0][0] != "!":
                _add_link(draft, match, targets[(match[2] or match[1]).casefold()])

    def cleaned(text: str) -> str:
        text = _USE.sub(plain_use, text)
        return _UNDERLINED.sub(r"\1", _AROUND.sub(r"\1", text) if "![" in text else text)

    def plain_use(match: re.Match[str]) -> str:
        if (match[2] or match[1]).casefold() not in targets:
            return match[0]
        return f"![{match[1]}](#)" if match[0][0] == "!" else match[1]

    draft.cleaners.append(cleaned)


def _goes_on(draft: Draft, index: int) -> bool:
    """Return whether a line is the rest of an address that the wrap broke."""
    row, above = draft.rows[index], draft.rows[index - 1]
    indent = draft.indent(index - 1)
    plain = not row.gap and " " not in row.text and row.text[0] != "[" and draft.indent(index) <= indent
    return plain and len(above.text) + indent >= MIN_BROKEN


def _read_numbered(draft: Draft) -> None:
    """Read numbered addresses at the end of the text, and the marks ``[7]`` before the words of links."""
    headings = load_labels("link-list")
    listed: list[tuple[int, str, str]] = []
    titles: list[int] = []
    # From the end, so that few lines of an ordinary text are read.
    index, below = len(draft.rows), 0
    while (index := index - 1) >= 0:
        text = draft.rows[index].text
        match = _NUMBERED.fullmatch(text) if text[0] in "[0123456789" and draft.is_free(index) else None
        if match is not None and (not listed or int(match[1] or match[2]) < int(listed[-1][1])):
            listed.append((index, match[1] or match[2], match[3]))
        elif listed and len(text) <= 60 and normalised(text) in headings:
            titles.append(index)
        elif listed or (below := below + 1) > MAX_BELOW:
            break
    if len(listed) < (1 if titles else MIN_LINES):
        return
    first = listed[-1][0]
    targets = {number: address for _, number, address in listed}
    end = draft.rows[first].start
    marks = [match for match in _MARKED.finditer(draft.text, 0, end) if match[1] in targets]
    cited = sum(1 for _ in _CITED.finditer(draft.text, 0, end))
    if cited > len(marks) // 2 or not (marks or len(titles) > 1):
        return
    for index in range(min(2, first)):
        if _PAGE_LINKS.fullmatch(draft.rows[index].text):
            draft.give(index, "mark", "links of the page's head")
    for index, *_ in listed:
        draft.give(index, "mark", "an address in the dump's list of links")
    for index in titles:
        draft.give(index, "mark", "the heading of the dump's list of links")
    for match in marks:
        word = match[2].rstrip(_WORD_EDGE)
        if word:
            draft.links.append(Reference(match.start(2), match.start(2) + len(word), targets[match[1]]))

    draft.cleaners.append(lambda text: _MARK.sub(lambda mark: "" if mark[1] in targets else mark[0], text))


def _read_inline(draft: Draft) -> None:
    """Read ``[text](address)``, in which a wrap may have broken both."""
    text = draft.text
    for match in _INLINE.finditer(text):
        target = _BROKEN.match(text, match.end())
        if target is None or not _one_block(match[0]) or not _one_block(target[0]):
            continue
        address = target[0][:-1]
        if "\n" in match[0]:
            draft.bind(match.start(), match.end())
        if "\n" in address:
            draft.bind(target.start(), target.end(), tight=True)
        elif " " in address:
            address = address.split(" ", 1)[0]
        if text[match.start() - 1 : match.start()] != "!":
            _add_link(draft, match, "".join(address.split()))


def _one_block(stretch: str) -> bool:
    return all(line.strip() for line in stretch.splitlines())


def _add_link(draft: Draft, match: re.Match[str], address: str) -> None:
    if match[1].strip():
        draft.links.append(Reference(match.start(1), match.end(1), address))
