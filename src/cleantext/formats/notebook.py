"""What a notebook shows of an article: a card of its fields, and its lines in colour."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from cleantext.patterns import pattern

if TYPE_CHECKING:
    from cleantext.article import Article

#: A card shows the first 3 paragraphs, each up to 400 characters; a line is cut after 240.
CARD_PARAGRAPHS, CARD_CHARS, LINE_CHARS = 3, 400, 240
#: Lines beyond the first 2,000 are counted, not shown: a notebook keeps them in its file.
LISTED_LINES = 2000
#: The fields of a card, after the headline.
_FIELDS = ("byline", "date", "place", "publisher", "section", "language")
#: Characters that no text of a page needs here: controls, marks of direction, halves of surrogates.
_NO_TEXT = pattern("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
#: Colours with a contrast of 4.5 to 1 or nearly so on white and on black: a notebook does not say which it has.
_GREEN, _BLUE, _GREY = "#1f8241", "#2f74c0", "#767676"
_BOX = "font-family:system-ui,sans-serif;line-height:1.5;max-width:60em;border-left:3px solid #808080;padding-left:1em"
_LINE = (
    "display:grid;grid-template-columns:4em 11em minmax(0,1fr);gap:0 .8em;overflow-wrap:anywhere;"
    "border-left:4px solid {};padding-left:.5em;opacity:{}"
)


def render_card(article: Article) -> str:
    """An article as a card: headline, fields, quality, warnings, the first paragraphs; all text is escaped.

    >>> import cleantext
    >>> card = render_card(cleantext.extract("Wall <b>holds\\n\\nThe harbour wall held through the storm, they said."))
    >>> "Wall &lt;b&gt;holds" in card, "<b>holds" in card
    (True, False)
    """
    values = {name: getattr(article, name) for name in _FIELDS}
    values = {name: getattr(value, "name", value) for name, value in values.items()}
    facts = [f"<b>{name}</b>\u00a0{_write(str(value))}" for name, value in values.items() if value]
    words = len(article.body.split())
    facts += [f"<b>quality</b>\u00a0{article.quality:.2f}", f"<b>words</b>\u00a0{words:,}"]
    warnings = [f"<div>! <b>{_write(one.code)}</b> {_write(one.message)}</div>" for one in article.warnings]
    shown = article.paragraphs[:CARD_PARAGRAPHS]
    paragraphs = [f'<p dir="auto" style="margin:.5em 0">{_write(_cut(one.text, CARD_CHARS))}</p>' for one in shown]
    left = len(article.paragraphs) - len(shown)
    more = f'<div style="opacity:.75">… {left:,} more paragraph{"s" if left > 1 else ""}</div>' if left else ""
    title = _write(article.headline or "Article without a headline")
    return (
        f'<div style="{_BOX}"><div dir="auto" style="font-size:1.25em;font-weight:600">{title}</div>'
        f'<div style="font-size:.9em;opacity:.85">{" · ".join(facts)}</div>'
        f'<div style="font-size:.9em">{"".join(warnings)}</div>{"".join(paragraphs)}{more}</div>'
    )


def render_listing(article: Article) -> str:
    """The lines of an article with sign, verdict and evidence, coloured by their verdicts; all text is escaped."""
    entries = [entry for entry in article.ledger if entry.reason != "blank"]
    rows = []
    for entry in entries[:LISTED_LINES]:
        colour = _GREY if entry.field is None else _GREEN if entry.field == "body" else _BLUE
        verdict = f"+ {entry.field}" if entry.field else f"- {entry.reason}"
        text = _write(_cut(" ".join(entry.text.split()), LINE_CHARS))
        why = f'<span style="opacity:.8;font-size:.85em"> [{_write(f"{entry.step}: {entry.evidence}")}]</span>'
        words = f'<span><bdi dir="auto">{text}</bdi>{why}</span>'
        cells = f'<span>{entry.number}</span><b style="color:{colour}">{verdict}</b>{words}'
        rows.append(f'<div style="{_LINE.format(colour, 1 if entry.field else 0.75)}">{cells}</div>')
    left = len(entries) - len(rows)
    more = f"<div>… {left:,} more lines</div>" if left > 0 else ""
    return f'<div style="font-family:system-ui,sans-serif;line-height:1.45">{"".join(rows)}{more}</div>'


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"


def _write(text: str) -> str:
    return escape(_NO_TEXT.sub("\ufffd", text))
