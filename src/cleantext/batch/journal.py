"""The journal of a run: how far its output is good, so that the same command goes on there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from cleantext.batch.outputs.atomic import UNFINISHED, replacing
from cleantext.errors import CleantextError

#: Changes when journals of before can no longer be read.
VERSION = 1

Stage = Literal["running", "read", "done"]


class CannotGoOn(CleantextError):
    """There is an output, or a journal, that this command cannot go on from; the message names the way out."""


@dataclass(slots=True)
class State:
    """What lies on disk for sure: the pages that have their record there, and the length of each file.

    Pages are counted in the order of the input: all before ``upto`` are done, and those of ``beyond``. ``chain`` is a
    digest of the places of all pages before ``upto``, which tells another input. ``stage``: "running", "read" when all
    records lie in the spool, "done" when the outputs have their names. ``sizes`` are those of the spools, of finished
    outputs at the end.
    """

    config: dict[str, Any]
    upto: int = 0
    beyond: list[int] = field(default_factory=list)
    chain: str = ""
    sizes: dict[str, int] = field(default_factory=dict)
    tally: dict[str, Any] | None = None
    skipped: dict[str, int] = field(default_factory=dict)
    stage: Stage = "running"


@dataclass(frozen=True, slots=True)
class Journal:
    """The file that holds a :class:`State`; each save replaces it as a whole, and lies on disk when it returns."""

    path: str

    def save(self, state: State) -> None:
        """Replace the journal; OSError leaves the one before."""
        data = asdict(state) | {"journal": VERSION}
        text = json.dumps(data, ensure_ascii=True)
        with replacing(self.path) as file:
            file.write(json.dumps({"digest": _digest(text), "state": text}).encode())

    def load(self) -> State | None:
        """The state, None where there is no journal; CannotGoOn where it is damaged."""
        try:
            raw = Path(self.path).read_bytes()
        except FileNotFoundError:
            return None
        try:
            outer = json.loads(raw)
            if outer["digest"] != _digest(outer["state"]):
                raise ValueError("wrong digest")
            data = json.loads(outer["state"])
            version = data.pop("journal")
            if version != VERSION:
                raise ValueError(f"version {version}")
            return State(**data)
        except (ValueError, KeyError, TypeError) as error:
            raise CannotGoOn(f"{self.path} is no journal of a run ({error}); --overwrite begins again.") from None

    def remove(self) -> None:
        """Take the journal away, and what a save that was cut short left."""
        for path in (self.path, self.path + UNFINISHED):
            Path(path).unlink(missing_ok=True)


def same_config(state: State, config: Mapping[str, Any]) -> None:
    """CannotGoOn that names what differs, where the journal is of another command.

    >>> same_config(State({"fields": None}), {"fields": ["headline"]})
    Traceback (most recent call last):
    cleantext.batch.journal.CannotGoOn: The output was begun by another command: fields was null, now ["headline"].
    Repeat that command to go on, choose another output, or begin again with --overwrite.
    """
    names = sorted({*state.config, *config})
    differing = [
        f"{name} was {json.dumps(state.config.get(name))}, now {json.dumps(config.get(name))}"
        for name in names
        if state.config.get(name) != config.get(name)
    ]
    if differing:
        raise CannotGoOn(
            f"The output was begun by another command: {'; '.join(differing)}.\n"
            "Repeat that command to go on, choose another output, or begin again with --overwrite."
        )


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
