"""Every compiled pattern of the package, by the module and name that hold it.

    python scripts/regexes/collect.py > build/regexes.json      # in JavaScript's syntax, for check.mjs

A pattern that its module only ever uses with ``match`` or ``fullmatch`` is tried at one place of the text, and is given
to the checker anchored there; any other use is a search, which tries every place.
"""

from __future__ import annotations

import ast
import json
import pkgutil
import re
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from translate import Untranslatable, translated

import cleantext
from cleantext.patterns import LazyPattern


def patterns() -> dict[str, re.Pattern[Any]]:
    """Name ("cleantext.metadata.collector._TAG") to pattern; those in tuples and tables carry their place or key."""
    found: dict[str, re.Pattern[Any]] = {}
    for module in pkgutil.walk_packages(cleantext.__path__, "cleantext."):
        if module.name.endswith("__main__"):
            continue
        for name, value in vars(import_module(module.name)).items():
            found.update(_inside(f"{module.name}.{name}", value))
    return dict(sorted(found.items()))


def _inside(name: str, value: object) -> Iterator[tuple[str, re.Pattern[Any]]]:
    """The patterns in a value: itself, or what tuples, lists and tables hold."""
    if isinstance(value, re.Pattern):
        yield name, value
    elif isinstance(value, LazyPattern):
        yield name, value.compiled()
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _inside(f"{name}[{key!r}]", item)
    elif isinstance(value, (tuple, list)) and len(value) < 100:
        for place, item in enumerate(value):
            yield from _inside(f"{name}[{place}]", item)


@cache
def searched(module: str) -> frozenset[str]:
    """The names of a module that are used otherwise than by calling their ``match`` or ``fullmatch``."""
    # A module that is compiled has its source beside it.
    file = Path(cleantext.__file__).parent.joinpath(*module.split(".")[1:])
    file = file / "__init__.py" if file.is_dir() else file.with_suffix(".py")
    tree = ast.parse(file.read_text("utf-8"))
    anchored = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in ("match", "fullmatch")
    }
    loads = (node for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load))
    return frozenset(node.id for node in loads if id(node) not in anchored)


def is_anchored(name: str) -> bool:
    """Whether the pattern of that name (one of :func:`patterns`) is only tried at the place where matching begins."""
    module, _, constant = name.rpartition(".")
    return constant.startswith("_") and constant.isidentifier() and constant not in searched(module)


def main() -> int:
    rows = []
    for name, pattern in patterns().items():
        try:
            source, flags = translated(pattern)
        except Untranslatable as error:
            rows.append({"name": name, "untranslatable": str(error)})
        else:
            if is_anchored(name):
                source = f"^(?:{source})"
            rows.append({"name": name, "python": str(pattern.pattern), "source": source, "flags": flags})
    print(json.dumps(rows, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
