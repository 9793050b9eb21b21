"""Write docs/reasons.md from the code: reasons, fields, and the steps of the default pipeline.

    python scripts/build_docs.py [--check]
"""

from __future__ import annotations

import argparse
import inspect
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from cleantext.marks import Field, Reason
from cleantext.pipeline import Pipeline, Step

TARGET = Path(__file__).resolve().parent.parent / "docs" / "reasons.md"
_HEAD = """\
# Reasons, fields and steps

Made from the code by `make docs`; change the code, not this file. Codes stand in `Verdict.reason` and
`Verdict.field`, and so in the JSON; they never change their meaning.
"""


def page() -> str:
    """The text of docs/reasons.md, the same bytes each time."""
    return "\n".join((_HEAD, *_reasons(), "", *_fields(), "", *_steps(), ""))


def _reasons() -> Iterator[str]:
    yield "## Reasons: why a line is not part of the article\n"
    yield from _table(("code", "meaning", "given by"), ((f"`{one}`", one.sentence, _givers(one)) for one in Reason))


def _fields() -> Iterator[str]:
    yield "## Fields: what a line is to the article\n"
    yield from _table(("code", "meaning", "given by"), ((f"`{one}`", one.sentence, _givers(one)) for one in Field))


def _steps() -> Iterator[str]:
    yield "## Steps: the default pipeline, in its order (the first mark wins)\n"
    rows = (
        (str(number), f"`{one.name}`", _sentence(one), ", ".join(f"`{verdict}`" for verdict in sorted(one.gives)))
        for number, one in enumerate(Pipeline.default(), 1)
    )
    yield from _table(("#", "step", "what it does", "gives"), rows)


def _givers(verdict: Reason | Field) -> str:
    # A reason and a field may share a code ("related"): the type tells them apart.
    kind = type(verdict)
    names = [
        f"`{one.name}`"
        for one in Pipeline.default()
        if any(isinstance(given, kind) and given == verdict for given in one.gives)
    ]
    outside = {Reason.BLANK: "the reader", Reason.OVER_LIMIT: "the reader", Reason.OUT_OF_TIME: "the reader, the pipeline"}
    return ", ".join(names) or outside.get(verdict, "no step of the default pipeline")  # type: ignore[call-overload]


def _sentence(one: Step) -> str:
    """The first sentence of the step's docstring, the names of its text settings replaced by their values."""
    text = " ".join((inspect.getdoc(type(one)) or "").split("\n\n")[0].split())
    sentence = text.partition(". ")[0].rstrip(".") + "."
    for setting in getattr(one, "__dataclass_fields__", ()):
        value = getattr(one, setting)
        if isinstance(value, str):
            sentence = sentence.replace(f"``{setting}``", f"`{value}`")
    return sentence.replace("``", "`")


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    for row in (head, ("---",) * len(head), *rows):
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


def main() -> int:
    """Write the page, or compare it with ``--check``."""
    parser = argparse.ArgumentParser(description="Write docs/reasons.md from the code.")
    parser.add_argument("--check", action="store_true", help="compare only, exit 1 where the file differs")
    text = page()
    if not parser.parse_args().check:
        TARGET.write_text(text, "utf-8")
        return 0
    if TARGET.is_file() and TARGET.read_text("utf-8") == text:
        return 0
    print("docs/reasons.md differs from the code: run make docs", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
