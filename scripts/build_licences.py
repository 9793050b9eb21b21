"""Writes docs/licences.md from the metadata of what is installed: python scripts/build_licences.py

The tables hold what `pip install cleantext-ledger` brings, and what its extras "batch" and "review" add; the part about
data is written here by hand.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PACKAGE = "cleantext-ledger"
EXTRAS = ("batch", "review")
HEAD = """# Licences

cleantext is under the MIT licence ([LICENSE](../LICENSE)). This page lists what it needs and what it ships with.
`python scripts/build_licences.py` writes the tables from the metadata of the installed packages.
"""
# The lines of tables are as long as they are.
# ruff: noqa: E501
DATA = """
## Data in the wheel

| what | from | licence |
| --- | --- | --- |
| word lists, in `words.bin`, built from `src/cleantext/data/*.toml`; `accounts.json`, `embeds.json` | written for cleantext | MIT |
| names of months, weekdays, countries and cities, in `words.bin` from `src/cleantext/data/cldr.json` | Unicode CLDR, through Babel | Unicode-3.0 |
| weights, `src/cleantext/scorer/weights/*.trees` | trained by cleantext on public pages: [model.md](model.md) has their sources, licences and attribution | MIT; they contain numbers and words of class names, no text of a page |

The package and the repository contain no pages of other people: all pages of `tests` are invented.
"""
#: What classifiers say at length.
SHORT = {"MIT License": "MIT", "Apache Software License": "Apache-2.0", "BSD License": "BSD"}


def main() -> int:
    core = dict(sorted(_closure(PACKAGE, "")))
    parts = [HEAD, "\n## Needed\n\n", _table({name: one for name, one in core.items() if name != PACKAGE})]
    for extra in EXTRAS:
        added = {name: one for name, one in sorted(_closure(PACKAGE, extra)) if name not in core}
        parts += [f"\n## Added by the extra `{extra}`\n\n", _table(added)]
    parts.append(DATA)
    (ROOT / "docs" / "licences.md").write_text("".join(parts), "utf-8")
    return 0


def _closure(name: str, extra: str, seen: set[str] | None = None) -> Iterator[tuple[str, Distribution]]:
    """A distribution and all that it needs, each once."""
    seen = set() if seen is None else seen
    try:
        found = distribution(name)
    except PackageNotFoundError:
        sys.exit(f"{name} is not installed: run this in an environment with '{PACKAGE}[batch]'.")
    yield str(canonicalize_name(name)), found
    for text in found.requires or ():
        need = Requirement(text)
        wanted = need.marker is None or need.marker.evaluate({"extra": extra})
        if wanted and canonicalize_name(need.name) not in seen:
            seen.add(canonicalize_name(need.name))
            yield from _closure(need.name, next(iter(sorted(need.extras)), ""), seen)


def _table(found: dict[str, Distribution]) -> str:
    rows = [f"| {name} | {_licence(one)} | {_home(one)} |\n" for name, one in found.items()]
    return "".join(("| package | licence | where |\n| --- | --- | --- |\n", *rows))


def _licence(found: Distribution) -> str:
    """The licence expression, else the classifiers, else the first line of the old field."""
    if expression := found.metadata.get("License-Expression"):
        return str(expression)
    classifiers = found.metadata.get_all("Classifier") or []
    names = [one.rpartition(" :: ")[2] for one in classifiers if one.startswith("License :: ")]
    names = [SHORT.get(name, name) for name in names if name != "OSI Approved"]
    old = str(found.metadata.get("License") or "").strip().splitlines()[:1]
    return ", ".join(names) or "".join(old) or "not stated"


def _home(found: Distribution) -> str:
    """The address of the project."""
    links = dict(link.split(", ", 1) for link in found.metadata.get_all("Project-URL") or [] if ", " in link)
    named = {re.sub(r"\W", "", key).lower(): value for key, value in links.items()}
    keys = ("homepage", "source", "sourcecode", "repository", "github")
    home = found.metadata.get("Home-page") or next((named[key] for key in keys if key in named), None)
    return f"<{home}>" if home and home.startswith("http") else "–"


if __name__ == "__main__":
    sys.exit(main())
