"""All classes of hostile input by name: each makes an input of about ``n`` characters, the same one each time."""

from __future__ import annotations

from hostile.building import Hostile
from hostile.byte_inputs import BYTES
from hostile.markup_inputs import COUNTS, DAMAGE, DECLARED, NESTING
from hostile.text_inputs import CHARACTERS, LINES, RUNS

CLASSES: dict[str, Hostile] = {**CHARACTERS, **LINES, **RUNS, **COUNTS, **NESTING, **DAMAGE, **DECLARED, **BYTES}
