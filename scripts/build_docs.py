"""Write the pages and pictures of docs that are made from the code, and the JSON Schema of articles.

python scripts/build_docs.py [--check]
"""

from __future__ import annotations

import argparse
import inspect
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from build_reference import commands_page, fields_page, table
from build_schema import schema_page
from draw_pictures import ledger_picture, pipeline_picture

from cleantext.budget import DEFAULT, TIME, Limits, code_of
from cleantext.marks import Field, Reason
from cleantext.pipeline import Pipeline, Step
from cleantext.quality import MESSAGES

DOCS = Path(__file__).resolve().parent.parent / "docs"
_HEAD = """\
# Reasons, fields, steps and warnings

`make docs` makes this page from the code; change the code, not this file. The codes are the values of
`Verdict.reason`, `Verdict.field` and `Notice.code`, also in the JSON. They never change their meaning.
"""


_LIMITS = """\
# Limits and time

`make docs` makes this page from the code; change the code, not this file.

Time and memory grow in proportion to the size of a page. The named limits below guarantee this. Text beyond a limit
is not lost: it is in the ledger with the reason `over-limit`, mostly as one entry, and the article has a warning and is
`truncated`. The command `cleantext` prints the warning and ends with status 1. `Article.verify` also holds for such
articles.

```python
from cleantext import Limits, extract

page = "The harbour wall held.\\n\\nThe gate did not hold in the end.\\n"
limits = Limits(segments=1)
article = extract(page, limits=limits)
assert article.warnings[-1].code == "limit-segments"
assert article.removed[-1].text == "The gate did not hold in the end.\\n"
article.verify(page, limits=limits)
```

The defaults are far above the sizes of public pages: a page that reaches one is damaged or malicious, not just long.
The figures for public pages are the maximum of 2,663 pages in HTML, or of 8,125 dumps of such pages.
"""
_TIME = f"""
Spans of table cells (`colspan`, `rowspan`) need no limit, because the reader never repeats a cell. JSON and attributes
are not text of the page: what is cut of them has no entry in the ledger, only a warning.

## A time budget

`extract(page, budget=2.0)` returns after about two seconds with what it has by then, and with the warning
`{code_of(TIME)}`. Without a budget no clock is read, so that the same page always gives the same article.

- The reader checks the clock every few hundred elements or lines. Text that it has not read in time is in the ledger
  with the reason `out-of-time`, and no step sees it.
- The pipeline checks the clock before each step. After the deadline it runs only `body`, which closes the
  article: lines that no step has judged become body, because an empty body would be a needless loss. The warning
  `unjudged` gives the number of their words. To keep only fully judged articles, skip those that carry this warning.
- In pipelines without `body`, lines that are still open are removed as `out-of-time`.

- trafilatura, which the step `second-opinion` asks about long pages without a body, is not asked if it may take longer
  than what is left. A step of your own is left out likewise if it has a method `expected_seconds(document)`.

The budget is cooperative: it does not interrupt the parser (about 0.1 s a megabyte) or a running step.
For a hard bound, run `extract` in a process of its own and end that process.

[hostile.md](hostile.md) measures time and memory on hostile pages; [decision 11](decisions/0011-limits.md) gives the
reasons.
"""


def reasons_page() -> str:
    """The text of docs/reasons.md, the same bytes each time."""
    return "\n".join((_HEAD, *_reasons(), "", *_fields(), "", *_steps(), "", *_warnings(), ""))


def limits_page() -> str:
    """The text of docs/limits.md, the same bytes each time."""
    head = ("limit", "default", "bounds", "beyond it", "warning", "where the figure is from")
    rows = (
        (
            f"`{one.name}`",
            f"{getattr(DEFAULT, one.name):,}",
            *(one.metadata[key] for key in ("bounds", "beyond")),
            f"`{code_of(one.name)}`",
            one.metadata["origin"],
        )
        for one in fields(Limits)
    )
    return "\n".join((_LIMITS, *table(head, rows), _TIME))


#: Each page and what makes it.
PAGES = {
    "reasons.md": reasons_page,
    "limits.md": limits_page,
    "commands.md": commands_page,
    "fields.md": fields_page,
    "article.schema.json": schema_page,
    "img/ledger.svg": ledger_picture,
    "img/pipeline.svg": pipeline_picture,
}


def _reasons() -> Iterator[str]:
    yield "## Reasons: why a line is not part of the article\n"
    yield from table(("code", "meaning", "given by"), ((f"`{one}`", one.sentence, _givers(one)) for one in Reason))


def _fields() -> Iterator[str]:
    yield "## Fields: what a line is to the article\n"
    yield from table(("code", "meaning", "given by"), ((f"`{one}`", one.sentence, _givers(one)) for one in Field))


def _steps() -> Iterator[str]:
    yield "## Steps: the default pipeline, in its order (the first mark wins)\n"
    rows = (
        (str(number), f"`{one.name}`", _sentence(one), ", ".join(f"`{verdict}`" for verdict in sorted(one.gives)))
        for number, one in enumerate(Pipeline.default(), 1)
    )
    yield from table(("#", "step", "what it does", "gives"), rows)


def _warnings() -> Iterator[str]:
    yield "## Warnings: what a reader of the result should know\n"
    # What a message says of the page at hand is "N" here.
    rows = [(f"`{code}`", text.format_map(defaultdict(lambda: "N"))) for code, text in MESSAGES.items()]
    rows.append((f"`{code_of(TIME)}`", "The time budget ended before the page was read or judged."))
    rows.append(("`limit-…`", "A limit was reached: [limits](limits.md) lists the codes."))
    yield from table(("code", "meaning"), rows)


def _givers(verdict: Reason | Field) -> str:
    # A reason and a field may share a code ("related"): the type tells them apart.
    kind = type(verdict)
    names = [
        f"`{one.name}`"
        for one in Pipeline.default()
        if any(isinstance(given, kind) and given == verdict for given in one.gives)
    ]
    outside: dict[object, str] = {
        Reason.BLANK: "the reader",
        Reason.BINARY: "the reader",
        Reason.OVER_LIMIT: "the reader",
        Reason.OUT_OF_TIME: "the reader, the pipeline",
    }
    return ", ".join(names) or outside.get(verdict, "no step of the default pipeline")


def _sentence(one: Step) -> str:
    """The first sentence of the step's docstring, the names of its text settings replaced by their values."""
    text = " ".join((inspect.getdoc(type(one)) or "").split("\n\n")[0].split())
    sentence = text.partition(". ")[0].rstrip(".") + "."
    for setting in getattr(one, "__dataclass_fields__", ()):
        value = getattr(one, setting)
        if isinstance(value, str):
            sentence = sentence.replace(f"``{setting}``", f"`{value}`")
    return sentence.replace("``", "`")


def main() -> int:
    """Write the pages, or compare them with ``--check``."""
    parser = argparse.ArgumentParser(description="Write the pages that are made from the code.")
    parser.add_argument("--check", action="store_true", help="compare only, exit 1 where a file differs")
    check = parser.parse_args().check
    stale = [name for name, page in PAGES.items() if not _is(DOCS / name, page())]
    for name in stale:
        if check:
            print(f"docs/{name} differs from the code: run make docs", file=sys.stderr)
        else:
            (DOCS / name).write_text(PAGES[name](), "utf-8")
    return int(check and bool(stale))


def _is(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text("utf-8") == text


if __name__ == "__main__":
    sys.exit(main())
