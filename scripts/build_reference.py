"""The pages docs/commands.md and docs/fields.md, from the parsers and the types; build_docs.py writes them."""

from __future__ import annotations

import re
from argparse import SUPPRESS, Action, ArgumentParser
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from build_schema import schema

from cleantext.batch.run.command import make_parser as make_batch_parser
from cleantext.cli import make_parser
from cleantext.review.command import make_parser as make_review_parser
from cleantext.sites.learning import make_parser as make_learn_parser

SOURCE = Path(__file__).resolve().parent.parent / "src" / "cleantext"
#: Every command, and what makes its parser.
PARSERS: Mapping[str, Callable[[], ArgumentParser]] = {
    "cleantext": make_parser,
    "cleantext batch": make_batch_parser,
    "cleantext learn": make_learn_parser,
    "cleantext review": make_review_parser,
}
_COMMANDS = """\
# The commands

`make docs` makes this page from the parsers of the commands; change the code, not this file. At the shell, `--help`
prints the same.
"""
_FIELDS = """\
# Fields

`make docs` makes this page from the types of the values; change the code, not this file. It is the
[JSON Schema](article.schema.json) of `Article.to_dict()` as tables. In Python the same names are attributes; arrays are
tuples, dates are `datetime.date`, spans are `Span(start, end)`. What the page does not say is null, or an empty array.
"""
_DERIVED = {
    "body": "The texts of the paragraphs, joined by blank lines.",
    "fingerprint": "A similarity hash of the body, 64 bits as 16 hexadecimal digits.",
}
#: A field of a class below its comment.
_COMMENTED = re.compile(r"((?:^    #: .*\n)+)    (\w+): ", re.M)


def commands_page() -> str:
    """The text of docs/commands.md."""
    return "\n".join((_COMMANDS, *(line for name, make in PARSERS.items() for line in _command(name, make()))))


def _command(name: str, parser: ArgumentParser) -> Iterator[str]:
    yield f"## `{name}`\n"
    yield f"{' '.join((parser.description or '').split())}\n"
    for group in parser._action_groups:
        shown = [action for action in group._group_actions if action.help is not SUPPRESS]
        if shown:
            yield f"### `{name}`: {group.title}\n"
            yield from table(("argument", "meaning"), ((_usage(action), _help(action)) for action in shown))
            yield ""
    yield f"```text\n{(parser.epilog or '').strip()}\n```\n"


def _usage(action: Action) -> str:
    value = action.metavar or ("|".join(map(str, action.choices)) if action.choices else None)
    value = value if value is not None or action.nargs == 0 else action.dest.upper()
    return ", ".join(f"`{f'{name} {value}' if value else name}`" for name in action.option_strings) or f"`{value}`"


def _help(action: Action) -> str:
    return (action.help or "").replace("%(prog)s", "cleantext")


def fields_page() -> str:
    """The text of docs/fields.md."""
    whole = schema()
    lines = [_FIELDS, "## Article\n", *_rows(whole["properties"], comments_of("article.py") | _DERIVED)]
    for name, value in whole["$defs"].items():
        described = _as_markdown(value["description"])
        lines += [f"\n## {name}\n", f"{described}\n", *_rows(value["properties"], {})]
    return "\n".join((*lines, ""))


def comments_of(name: str) -> dict[str, str]:
    """What the comments ``#:`` of a module say of the fields of its classes."""
    found = _COMMENTED.findall((SOURCE / name).read_text("utf-8"))
    return {field: _as_markdown(" ".join(text.replace("#:", " ").split())) for text, field in found}


def _rows(properties: Mapping[str, Any], meanings: Mapping[str, str]) -> Iterator[str]:
    if meanings:
        rows: Iterable[tuple[str, ...]] = (
            (f"`{name}`", _type(kind), meanings[name]) for name, kind in properties.items()
        )
        return table(("field", "JSON", "meaning"), rows)
    return table(("field", "JSON"), ((f"`{name}`", _type(kind)) for name, kind in properties.items()))


def _type(kind: Mapping[str, Any]) -> str:
    """A type of the schema in words.

    >>> _type({"anyOf": [{"$ref": "#/$defs/Place"}, {"type": "null"}]})
    '[Place](#place) or null'
    """
    if "$ref" in kind:
        name = kind["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in kind:
        return " or ".join(map(_type, kind["anyOf"]))
    if "enum" in kind:
        return ", ".join(f"`{value}`" for value in kind["enum"])
    if "maxItems" in kind:
        return "[start, end]"
    if kind.get("type") == "array":
        return f"array of {_type(kind['items'])}"
    if kind.get("additionalProperties"):
        return f"object of {_type(kind['additionalProperties'])}"
    named = kind.get("format") or kind["type"]
    return named if isinstance(named, str) else " or ".join(named)


def _as_markdown(text: str) -> str:
    return text.replace("``", "`")


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """The lines of a table."""
    for row in (head, ("---",) * len(head), *rows):
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
