"""What a worker is told to do with its pages, in a form that reaches another process."""

from __future__ import annotations

import datetime
import importlib
import os
import pickle
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cleantext.batch.page import SourcePage
from cleantext.batch.record import Outcome
from cleantext.errors import CleantextError
from cleantext.pipeline import Pipeline


@dataclass(frozen=True, slots=True)
class Work:
    """The pipeline and its moment, the shape in which outcomes come back, where profiles are; all is pickled.

    With ``learn`` pages are read for the profiles of their sites.
    """

    shape: Callable[[SourcePage, Outcome], Any]
    pipeline: Pipeline | None = None
    now: datetime.datetime | None = None
    profiles: str | None = None
    learn: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """The first message to a worker: the pickled work, and how to find the names that stand in it."""

    work: bytes
    memory: int
    main: dict[str, str] | None = None


def order_of(work: Work, memory: int) -> Order:
    """The work as it is sent; CleantextError where a part of the pipeline cannot be pickled."""
    try:
        data = _pickled(work)
    except Exception as error:
        raise CleantextError(
            f"The pipeline cannot be sent to workers: {error}. Define its steps at the top of a module"
            " (or install cloudpickle, for steps defined in a notebook)."
        ) from error
    return Order(data, memory, _main() if b"__main__" in data else None)


def _pickled(work: Work) -> bytes:
    """By cloudpickle where the session has no file that a worker could read, and cloudpickle is there."""
    if _main() is None:
        try:
            cloudpickle = importlib.import_module("cloudpickle")
        except ImportError:
            data = pickle.dumps(work)
            if b"__main__" in data:
                raise CleantextError("a step is defined in an interactive session") from None
            return data
        data = cloudpickle.dumps(work)
        assert isinstance(data, bytes)
        return data
    return pickle.dumps(work)


def _main() -> dict[str, str] | None:
    """How a worker finds the module that this process was started with, in the terms of multiprocessing."""
    main = sys.modules.get("__main__")
    spec = getattr(main, "__spec__", None)
    if spec is not None and spec.name:
        return {"init_main_from_name": spec.name}
    path = getattr(main, "__file__", None)
    return {"init_main_from_path": path} if path and os.path.isfile(path) else None
