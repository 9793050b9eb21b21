"""Build src/cleantext/data/words.bin, which the library loads, from the TOML files and cldr.json beside it.

``python scripts/build_words.py`` writes the file, ``--check`` fails where it is stale. The build of the package
(hatch_build.py) and ``make data`` run it; it needs nothing but Python.
"""

from __future__ import annotations

import os
import sys
import types

from sources import DATA

TARGET = DATA / "words.bin"


def built() -> bytes:
    """The content of words.bin, the same bytes each time."""
    from word_entries import entries_of
    from word_lists import phrases, tables
    from word_names import dates, places

    from cleantext.words.table import packed

    return packed(entries_of(phrases(), {**tables(), "dates": dates(), "places": places()}))


if __name__ == "__main__":
    # This tree's package without its __init__, which imports lxml: where a wheel is built, there is no lxml.
    package = sys.modules["cleantext"] = types.ModuleType("cleantext")
    package.__path__ = [str(DATA.parent)]
    blob = built()
    if "--check" in sys.argv:
        sys.exit(0 if TARGET.is_file() and TARGET.read_bytes() == blob else "words.bin is stale: run make data")
    # Programs that run meanwhile find the one or the other, whole.
    draft = TARGET.with_suffix(f".{os.getpid()}")
    draft.write_bytes(blob)
    draft.replace(TARGET)
