"""Draw docs/img/lead.svg, body F1 against time, from the table of docs/benchmarks.md (needs matplotlib).

python scripts/draw_lead.py

The picture holds the figures that it was drawn from as text; a test compares them with the table, without matplotlib.
Each library has a marker and a label of its own: colour says nothing that they do not say.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import NamedTuple

DOCS = Path(__file__).resolve().parent.parent / "docs"
PICTURE = DOCS / "img" / "lead.svg"
#: The table of HTML pages that compares all libraries, as a heading of docs/benchmarks.md.
TABLE = "## wcxb: article pages, validation part"
OURS = "cleantext"
MARKERS = "osD^v<>Xph"
#: Where a label goes, in points from its marker; others stand to the right of it.
PLACES = {"trafilatura": (7, 4), "newspaper4k": (-30, 9), "readability": (7, -11)}
#: The same bytes from the same figures: no date, and names of elements from a fixed salt.
STYLE = {"svg.hashsalt": "cleantext", "svg.fonttype": "none", "font.size": 10}


class Figures(NamedTuple):
    """A row of the table: word F1 of the body, and the median of a page in milliseconds of processor time."""

    engine: str
    f1: float
    milliseconds: float


def read_rows() -> list[dict[str, str]]:
    """The rows of all libraries on HTML pages, as cells by column."""
    table = (DOCS / "benchmarks.md").read_text("utf-8").partition(TABLE)[2].partition("\n## ")[0]
    head, _, *rows = (
        [cell.strip() for cell in line.strip("| ").split("|")] for line in table.splitlines() if "|" in line
    )
    named = [dict(zip(head, row, strict=True)) for row in rows]
    return [row for row in named if row["input"] == "html" and row["engine"] != "cleantext-rules"]


def read_figures() -> list[Figures]:
    """What the picture shows, from the table."""
    return [Figures(row["engine"], float(row["word F1"]), float(row["ms median"])) for row in read_rows()]


def drawn_figures() -> list[Figures]:
    """What the picture was drawn from."""
    found = re.search(r"<dc:description>(.*?)</dc:description>", PICTURE.read_text("utf-8"), re.S)
    assert found is not None, f"{PICTURE} holds no figures"
    return [Figures(*row) for row in json.loads(found[1].replace("&quot;", '"'))]


def main() -> None:
    """Draw the picture."""
    import matplotlib

    matplotlib.use("svg")
    from matplotlib.figure import Figure

    figures = read_figures()
    with matplotlib.rc_context(STYLE):
        figure = Figure(figsize=(7, 3.6))
        axes = figure.add_subplot()
        for marker, (engine, f1, milliseconds) in zip(MARKERS, figures, strict=False):
            ours = engine == OURS
            colour, size = ("tab:blue", 110) if ours else ("black", 45)
            face = colour if ours else "white"
            axes.scatter(
                milliseconds, f1, marker="*" if ours else marker, s=size, facecolor=face, edgecolor=colour, zorder=3
            )
            axes.annotate(
                engine,
                (milliseconds, f1),
                xytext=PLACES.get(engine, (7, -4)),
                textcoords="offset points",
                weight="bold" if ours else "normal",
            )
        axes.set_xscale("log")
        axes.set_xlim(1, 300)
        axes.set_xticks([1, 3, 10, 30, 100, 300], ["1", "3", "10", "30", "100", "300"])
        axes.minorticks_off()
        axes.grid(alpha=0.3)
        axes.set_xlabel("milliseconds a page, median (further left is faster)")
        axes.set_ylabel("word F1 of the body")
        # Description is where the figures are kept.
        metadata = {"Date": None, "Description": json.dumps(figures)}
        figure.savefig(PICTURE, format="svg", metadata=metadata, bbox_inches="tight", facecolor="white")


if __name__ == "__main__":
    main()
