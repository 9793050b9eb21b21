"""Draws F1 by type of page and by dumper as SVG, for docs/benchmarks.md; scripts/draw_lead.py draws F1 against time.

Each engine has a hatching of its own: colour says nothing that it does not say.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from scoring import Row

#: The same bytes from the same rows: no date, and names of elements from a fixed salt.
_STYLE = {"svg.hashsalt": "cleantext", "svg.fonttype": "none", "font.size": 10, "axes.grid": True, "grid.alpha": 0.3}
#: Fill and hatching of our bars, and of the others in their order.
OURS, OTHERS = ("#1f4e8c", ""), (("#f2f2f2", "//"), ("#bdbdbd", ""), ("white", ".."), ("#d9d9d9", "xx"))


def drawn(rows: Sequence[Row], folder: Path) -> list[tuple[str, str]]:
    """Draw what the rows allow; the files by name, each with its title. Nothing without matplotlib."""
    if find_spec("matplotlib") is None:
        return []
    import matplotlib

    matplotlib.use("svg")
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    with matplotlib.rc_context(_STYLE):
        for name, title, draw in (
            ("types.svg", "Word F1 by type of page, HTML", _types),
            ("dumpers.svg", "Word F1 by dumper, article pages", _dumpers),
        ):
            figure = draw([row for row in rows if row.set == "wcxb" and row.word is not None])
            if figure is not None:
                figure.axes[0].set_title(title)
                figure.savefig(folder / name, format="svg", metadata={"Date": None}, bbox_inches="tight")
                made.append((name, title))
    return made


def _figure() -> tuple[Any, Any]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7, 4))
    return figure, figure.add_subplot()


def _types(rows: Sequence[Row]) -> Any:
    shown = [row for row in rows if row.input == "html" and len(row.by_type) > 1]
    names = sorted({name for row in shown for name in row.by_type})
    return _bars(names, [(row.engine, [row.by_type.get(name, 0.0) for name in names]) for row in shown])


def _dumpers(rows: Sequence[Row]) -> Any:
    shown = [row for row in rows if row.input != "html" and row.type == "article"]
    names = list(dict.fromkeys(row.input for row in shown))
    scores = {(row.engine, row.input): row.word.f1 for row in shown if row.word is not None}
    engines = list(dict.fromkeys(row.engine for row in shown))
    return _bars(names, [(engine, [scores.get((engine, name), 0.0) for name in names]) for engine in engines])


def _bars(names: Sequence[str], groups: Sequence[tuple[str, Sequence[float]]]) -> Any:
    """Bars side by side, one group a name."""
    if not names or not groups:
        return None
    figure, axes = _figure()
    width = 0.8 / len(groups)
    for number, (engine, values) in enumerate(groups):
        places = [at + (number - (len(groups) - 1) / 2) * width for at in range(len(names))]
        fill, hatch = OURS if engine == "cleantext" else OTHERS[(number - 1) % len(OTHERS)]
        axes.bar(places, values, width, label=engine, facecolor=fill, hatch=hatch, edgecolor="black", linewidth=0.6)
    axes.set_xticks(range(len(names)), names, rotation=20)
    axes.set_ylim(0.4, 1.0)
    axes.set_ylabel("word F1")
    axes.legend(fontsize=8, ncols=len(groups), loc="upper center", bbox_to_anchor=(0.5, -0.18))
    return figure
