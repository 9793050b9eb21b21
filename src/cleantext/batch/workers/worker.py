"""A worker: a process of its own that extracts pages, one after the other, until its parent closes the channel."""

from __future__ import annotations

import contextlib
import datetime
import fcntl
import gc
import importlib
import os
import pickle
import resource
import select
import signal
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from cleantext.batch.run.record import Outcome, learned_of, outcome_of
from cleantext.batch.settings import SourcePage
from cleantext.batch.workers.process import frame, receive
from cleantext.errors import CleantextError
from cleantext.pipeline import Pipeline
from cleantext.sites.store import SiteProfiles


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


#: Exercises both readers and the scorer, so that no page pays for their loading within its time.
_WARM_UP = (
    "Harbour wall holds\n\nThe harbour wall held through the storm, engineers said.",
    "<html><head><title>Harbour wall holds</title></head><body><nav><a href='/'>Home</a></nav><h1>Harbour wall holds"
    "</h1>" + "<p>The harbour wall held through the storm, engineers said on Monday.</p>" * 50 + "</body></html>",
)


def main(channel_number: int, lifeline: int) -> None:
    """Take the order, then pages batch by batch; each page's result is sent as soon as it is there."""
    _die_with_parent(lifeline)
    # What a user's step prints must not get into the parent's output.
    with contextlib.suppress(OSError):
        os.dup2(2, 1)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with socket.socket(fileno=channel_number) as channel, contextlib.suppress(EOFError, ConnectionError):
        order: Order = receive(channel)
        try:
            work = _prepared(order)
        except Exception as error:
            channel.sendall(frame(("failed", f"{type(error).__name__}: {error}")))
            return
        channel.sendall(frame(("ready",)))
        profiles = SiteProfiles(work.profiles) if work.profiles is not None else None
        while True:
            try:
                _worked(channel, work, profiles)
            except MemoryError:
                channel.sendall(frame(("memory",)))
                return


def _worked(channel: socket.socket, work: Work, profiles: SiteProfiles | None) -> None:
    """One batch."""
    batch: list[tuple[int, SourcePage]] = receive(channel)
    for index, page in batch:
        read = learned_of if work.learn else partial(outcome_of, now=work.now, profiles=profiles)
        outcome = read(page, work.pipeline)
        channel.sendall(frame(("done", index, outcome.milliseconds, work.shape(page, outcome))))


def _prepared(order: Order) -> Work:
    """The work, with all that it needs loaded; from here on memory is limited."""
    import pickle

    import trafilatura  # noqa: F401  # The second opinion loads it in the middle of a page otherwise.

    if order.main is not None:
        from multiprocessing import spawn

        # Imports the user's program under another name, so that its guard by __name__ holds.
        spawn.prepare(dict(order.main))
    work: Work = pickle.loads(order.work)
    for raw in _WARM_UP:
        outcome_of(SourcePage("", raw, file="", offset=0))
    # Word lists and weights stay as long as the worker: the collector need not look at them again and again.
    gc.collect()
    gc.freeze()
    _limit_memory(order.memory)
    return work


def _limit_memory(extra: int) -> None:
    """Let this process grow by ``extra`` bytes beyond what it takes now; more is a MemoryError, or its end.

    The limit is on addresses, the only one that the kernel enforces; macOS accepts and ignores it.
    """
    with contextlib.suppress(OSError, ValueError):
        pages = int(Path("/proc/self/statm").read_text().split()[0]) if sys.platform == "linux" else 0
        limit = pages * resource.getpagesize() + extra
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        if hard == resource.RLIM_INFINITY or limit < hard:
            resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _die_with_parent(lifeline: int) -> None:
    """Have the kernel end this process when the parent is gone, in whatever C code it is.

    ``lifeline`` is the reading end of a pipe that only the parent can write to: when the parent ends, however it does,
    the pipe hangs up and the kernel sends SIGIO, whose default is the end of the process. (PR_SET_PDEATHSIG would not
    do: it follows the thread that started the worker.) On macOS the default is to ignore it, so a handler is set,
    which runs as soon as C code returns.
    """
    signal.signal(signal.SIGIO, signal.SIG_DFL if sys.platform == "linux" else lambda *_: os._exit(1))
    fcntl.fcntl(lifeline, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(lifeline, fcntl.F_SETFL, fcntl.fcntl(lifeline, fcntl.F_GETFL) | os.O_ASYNC)
    # The parent may have ended before this line.
    if select.select([lifeline], [], [], 0)[0]:
        os._exit(1)
