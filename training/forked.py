"""Work shared out among forked processes, which have what their parent holds: rows and trees are too many to send."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")

_made: list[Callable[[Any], Any]] = []


def mapped(make: Callable[[Item], Made], items: Iterable[Item], procs: int, chunk: int = 1) -> list[Made]:
    """What ``make``, which may hold anything, makes of each item, in order; only items and results are sent."""
    with ProcessPoolExecutor(procs, get_context("fork"), _take, (make,)) as pool:
        return list(pool.map(_make, items, chunksize=chunk))


def _take(make: Callable[[Any], Any]) -> None:
    _made[:] = [make]


def _make(item: Any) -> Any:
    return _made[0](item)
