"""Profiles as text: JSON with a version and a checksum; what is damaged is refused whole."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import struct
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cleantext.errors import ProfileError
from cleantext.sites.counts import MOST, Counts
from cleantext.sites.fingerprint import SKETCH, Sketch

if TYPE_CHECKING:
    from cleantext.sites.profile import SiteProfile

#: What the text says it is, and the version of what it holds.
FORMAT, VERSION = "cleantext site profile", 1
#: How much of the checksum is written, in hexadecimal digits.
CHECKED = 16
#: How many of the ways of a site are written that pages tell, such as its languages: the commonest.
TOLD = 40


def written(profile: SiteProfile) -> str:
    """The text of a profile."""
    told = sorted(profile.told.items(), key=lambda one: (-one[1], one[0]))[:TOLD]
    commonest = profile.commonest
    state = {
        "host": profile.host,
        "months": {str(month): profile.months[month] for month in sorted(profile.months)},
        "lines": [profile.lines.packed(), profile.lines.lost],
        "slots": {kind: [counts.packed(), counts.lost] for kind, counts in profile.slots.items()},
        "told": dict(sorted(told)),
        "texts": {f"{key:x}": commonest[key] for key in sorted(commonest)} if profile.keep_texts else None,
        "sketches": [_packed(one) for one in profile.sketches],
    }
    head = {"format": FORMAT, "version": VERSION, "checksum": checksum(state)}
    return json.dumps({**head, **state}, ensure_ascii=False)


def fill(profile: SiteProfile, text: str) -> None:
    """Give a new profile what a text holds; ProfileError for another version, or where the text is damaged."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ProfileError(f"This is no site profile: {error}.") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise ProfileError(f"This is no site profile: its format is not {FORMAT!r}.")
    if data.get("version") != VERSION:
        told = f"The profile has version {data.get('version')}; this cleantext reads {VERSION}."
        raise ProfileError(f"{told} Learn it anew.")
    state = {key: value for key, value in data.items() if key not in ("format", "version", "checksum")}
    if data.get("checksum") != checksum(state):
        raise ProfileError("The profile is damaged: its checksum is another one. Learn it anew.")
    try:
        _take(profile, state)
    except (LookupError, TypeError, ValueError, AttributeError, struct.error, binascii.Error) as error:
        raise ProfileError("The profile is damaged: it lacks a part. Learn it anew.") from error


def _take(profile: SiteProfile, state: Mapping[str, Any]) -> None:
    if not isinstance(state["host"], str | None):
        raise TypeError("the host is no text")
    profile.host = state["host"]
    profile.keep_texts = state["texts"] is not None
    profile.months = Counter({_number(int(month)): _number(pages) for month, pages in state["months"].items()})
    profile.lines = _counts(profile.lines.capacity, *state["lines"])
    profile.slots = {kind: _counts(old.capacity, *state["slots"][kind]) for kind, old in profile.slots.items()}
    profile.told = Counter({name: _number(count) for name, count in state["told"].items()})
    profile.texts = {int(key, 16): str(text) for key, text in (state["texts"] or {}).items()}
    profile.sketches = tuple(_unpacked(one) for one in state["sketches"])


def _counts(capacity: int, packed: str, lost: object) -> Counts:
    return Counts.unpacked(capacity, _number(lost), packed)


def _number(value: object) -> int:
    if not isinstance(value, int) or not 0 <= value <= MOST:
        raise ValueError(f"{value!r:.40} is no count")
    return value


def _packed(sketch: Sketch) -> str:
    return base64.b64encode(struct.pack(f"<{len(sketch)}I", *sketch)).decode("ascii")


def _unpacked(text: str) -> Sketch:
    data = base64.b64decode(text, validate=True)
    if len(data) > 4 * SKETCH:
        raise ValueError("too long for a fingerprint")
    return struct.unpack(f"<{len(data) // 4}I", data)


def checksum(state: Mapping[str, Any]) -> str:
    """What tells whether a state is as it was written."""
    return hashlib.sha256(json.dumps(state, sort_keys=True).encode()).hexdigest()[:CHECKED]
