"""Read the cases of tests/steps: a case names a page, says what it changes on it, and what a step must say of a line.

A page has a name: those that several steps use stand in tests/step_pages.toml, those of one step in its own file under
``[pages]``. The line ``(here)`` of a page is where ``insert`` puts its lines; it is no line of the page itself.

    [[hit]]                                    the step gives the line this verdict (before the decision on the body,
                                               which may overrule it, has its turn)
    page = "harbour"
    insert = "Share on Facebook"               new lines at the place of the page
    gives = "share"                            a code of Reason or Field; as = "field" where both have it

    [[miss]]                                   no step gives the line this verdict
    page = "harbour"
    replace = {"By Ada" = "Share and share"}   new lines in place of the one that begins so; "" leaves it out
    not = "share"

Keys of a case:

    page, text       the name of a page, or a whole page where no other case can use it
    insert, before, after, replace
                     new lines at the place of the page; before, after or in place of the one line that begins so: a
                     table, as above. "" is a blank line, and nothing in place of another.
    line             the line that is asked for, as it stands on the page, white space collapsed; "The harbour …" is the
                     line that begins so. Without it, it is the one line that the case puts in.
    gives, not       the verdict. Where ``line`` or the verdict is a list, each of the list is a case.
    notes            in place of line and verdict: the step notes a value for this field; in a miss it notes none
    without          steps to leave out, which would decide before
    site             names of other pages of the site, whose profile is known
    drop, keep       CSS selectors of elements that the caller leaves out or keeps
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cleantext import Field, Reason

STEPS = Path(__file__).parent / "steps"
PAGES = Path(__file__).parent / "step_pages.toml"
HERE = "(here)"
#: Stands at the end of a line of which a case gives the beginning.
CUT = "…"
CHANGES = ("replace", "insert", "before", "after")
KEYS = {"page", "text", *CHANGES, "line", "gives", "not", "as", "notes", "without", "site", "drop", "keep"}


class CaseError(ValueError):
    """A case that cannot be read; the message says which, what is wrong and what would do."""


@dataclass(frozen=True)
class Case:
    """One question to one step: what it says of ``line`` on ``page``, or of the page where ``line`` is None."""

    step: str
    kind: str
    page: str
    verdict: Reason | Field
    line: str | None = None
    without: tuple[str, ...] = ()
    site: tuple[str, ...] = ()
    selectors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.step}-{self.kind}-{self.verdict}-{(self.line or 'noted')[:30]}"

    @property
    def beginning(self) -> str:
        """The line, or what is given of it."""
        return (self.line or "").removesuffix(CUT).rstrip()

    def asks_for(self, text: str) -> bool:
        """Whether a line of the page is the one that is asked for."""
        return text.startswith(self.beginning) if self.line and self.line.endswith(CUT) else text == self.line


def read_all() -> list[Case]:
    """The cases of all steps, in the order of their files."""
    pages = tomllib.loads(PAGES.read_text("utf-8"))
    return [
        case
        for path in sorted(STEPS.glob("*.toml"))
        for case in read_cases(path.stem, tomllib.loads(path.read_text("utf-8")), pages)
    ]


def read_cases(step: str, content: Mapping[str, Any], pages: Mapping[str, str]) -> Iterator[Case]:
    """The cases of one file; ``pages`` are those that all files share."""
    own = content.get("pages", {})
    if doubled := sorted(own.keys() & pages.keys()):
        raise CaseError(f"{step}: a shared page has the name {doubled[0]!r} too")
    for kind, rows in content.items():
        if kind not in ("hit", "miss", "pages"):
            raise CaseError(f"{step}: unknown table {kind!r}; there are hit, miss and pages")
        for number, row in enumerate(rows if kind != "pages" else (), 1):
            try:
                yield from _cases_of(step, kind, row, {**pages, **own})
            except CaseError as error:
                raise CaseError(f"{step}, {kind} {number}: {error}") from None


def _cases_of(step: str, kind: str, row: Mapping[str, Any], pages: Mapping[str, str]) -> Iterator[Case]:
    if unknown := sorted(row.keys() - KEYS):
        raise CaseError(f"unknown key {unknown[0]!r}; there are {', '.join(sorted(KEYS))}")
    asked = "gives" if kind == "hit" else "not"
    if ("notes" in row) == (asked in row) or {"gives": "not", "not": "gives"}[asked] in row:
        raise CaseError(f"a {kind} has either {asked!r} or 'notes'")
    page, put_in = _page_of(row, pages)
    settings: dict[str, Any] = {
        "without": tuple(row.get("without", ())),
        "site": tuple(_page_named(name, pages) for name in row.get("site", ())),
        "selectors": {key: tuple(row[key]) for key in ("drop", "keep") if key in row},
    }
    if "notes" in row:
        yield Case(step, kind, page, _verdict(row["notes"], "field"), **settings)
        return
    for line in _as_list(row["line"] if "line" in row else _only_line(put_in)):
        for code in _as_list(row[asked]):
            yield Case(step, kind, page, _verdict(code, row.get("as")), line, **settings)


def _page_of(row: Mapping[str, Any], pages: Mapping[str, str]) -> tuple[str, list[str]]:
    """The page of a case, changed as the case says, and the lines that it puts in."""
    if ("page" in row) == ("text" in row):
        raise CaseError("a case has either 'page', the name of a page, or 'text', a whole one")
    lines = (row["text"] if "text" in row else _page_named(row["page"], pages)).split("\n")
    if "insert" in row and HERE not in lines:
        raise CaseError(f"the page has no line {HERE!r} for 'insert': say 'before' or 'after' a line")
    changed = [[] if line == HERE else [line] for line in lines]
    put_in: list[str] = []
    for change in (one for one in CHANGES if one in row):
        edits = {HERE: row[change]} if change == "insert" else row[change]
        if not isinstance(edits, Mapping) or not all(isinstance(new, str) for new in edits.values()):
            shape = "a text" if change == "insert" else 'a table: {"beginning of a line" = "new lines"}'
            raise CaseError(f"{change!r} is {shape}")
        for beginning, new in edits.items():
            at = _place_of(beginning, lines)
            new_lines = new.split("\n") if new or change != "replace" else []
            put_in += new_lines
            old = [] if change == "replace" else changed[at]
            changed[at] = [*new_lines, *old] if change == "before" else [*old, *new_lines]
    return "\n".join(line for group in changed for line in group), put_in


def _page_named(name: str, pages: Mapping[str, str]) -> str:
    if name not in pages:
        raise CaseError(f"no page is called {name!r}; there are {', '.join(sorted(pages))}")
    return pages[name]


def _place_of(beginning: str, lines: list[str]) -> int:
    found = [index for index, line in enumerate(lines) if line.startswith(beginning)]
    if len(found) != 1 or not beginning:
        told = "no line of the page begins" if not found else f"{len(found)} lines of the page begin"
        raise CaseError(f"{told} with {beginning!r}")
    return found[0]


def _only_line(put_in: list[str]) -> str:
    lines = [line for line in put_in if line.strip()]
    if len(lines) != 1:
        raise CaseError(f"say 'line': the case puts in {len(lines)} lines")
    return lines[0]


def _as_list(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]


def _verdict(code: str, kind: str | None) -> Reason | Field:
    """The verdict with this code: a reason, or a field where no reason has it or the case says so."""
    for known in (Field,) if kind == "field" else (Reason, Field):
        if code in set(map(str, known)):
            return known(code)
    raise CaseError(f"no {'field' if kind == 'field' else 'reason or field'} has the code {code!r}")
