"""Single pieces as Markdown writes them: code between ticks, pictures, formulas, names of footnotes."""

from __future__ import annotations

from cleantext.patterns import pattern
from cleantext.rendering.escapes import destination, escaped

_TICKS = pattern(r"`+")
_NAME = pattern(r"[^\w-]")


def fence_of(text: str, least: int) -> str:
    """Ticks that do not stand in the text, ``least`` of them or more."""
    return "`" * max(least, 1 + max((len(run) for run in _TICKS.findall(text)), default=0))


def ticked(words: str, *, cell: bool = False) -> str:
    """Words as code in the line, between as many ticks as they need.

    >>> ticked("make"), ticked("a ` b"), ticked("a|b", cell=True)
    ('`make`', '``a ` b``', '`a\\\\|b`')
    """
    core = " ".join(words.split("\n")).strip()
    ticks = fence_of(core, 1)
    pad = " " if core[0] == "`" or core[-1] == "`" else ""
    core = core.replace("|", "\\|") if cell else core
    return f"{ticks}{pad}{core}{pad}{ticks}"


def picture(address: str, alt: str | None, caption: str | None = None, *, cell: bool = False) -> str:
    """A picture, its caption as its title.

    >>> picture("/a.jpg", "The [old] mill", 'The "mill"')
    '![The \\\\[old\\\\] mill](/a.jpg "The \\\\"mill\\\\"")'
    """
    told = " ".join((caption or "").split()).replace("\\", "\\\\").replace('"', '\\"')
    title = f' "{told}"' if told else ""
    words = escaped(" ".join((alt or "").split()), "[", "]", label=True, cell=cell)
    return f"![{words}]({destination(address)}{title})"


def formula(tex: str, *, cell: bool = False) -> str:
    """A formula between dollars; as code between them where Markdown would read some of it as markup.

    >>> formula("x^2 + 1"), formula("a_1 < \\\\{b\\\\}")
    ('$x^2 + 1$', '$`a_1 < \\\\{b\\\\}`$')
    """
    core = " ".join(tex.split())
    if escaped(core, "$", "$", label=True, cell=True) == core:
        return f"${core}$"
    return f"${ticked(core, cell=cell)}$"


def note_name(name: str | None) -> str:
    """The name of a footnote as Markdown takes it.

    >>> note_name("1"), note_name("a]b"), note_name("*")
    ('1', 'a-b', '-')
    """
    return _NAME.sub("-", name or "") or "-"
