"""A worker: a process that extracts pages one after the other, until its parent closes the socket."""

from __future__ import annotations

import contextlib
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
from typing import Any

from cleantext.batch.run.record import Outcome, extract_page, trace_page
from cleantext.batch.settings import SourcePage
from cleantext.batch.workers.limits import limit_memory
from cleantext.batch.workers.process import encode_frame
from cleantext.errors import CleantextError
from cleantext.options import Options
from cleantext.sites.store import SiteProfiles

#: Exercises both readers and the scorer, so that no page pays for loading them within its time.
_WARM_UP = (
    "Harbour wall holds\n\nThe harbour wall held through the storm, engineers said.",
    "<html><head><title>Harbour wall holds</title></head><body><nav><a href='/'>Home</a></nav><h1>Harbour wall holds"
    "</h1>" + "<p>The harbour wall held through the storm, engineers said on Monday.</p>" * 50 + "</body></html>",
)


@dataclass(frozen=True, slots=True)
class Task:
    """What workers do with each page; it is pickled.

    ``make_result`` turns the outcome of a page into what is sent back. ``profiles`` is the path of site profiles, or
    their JSON by sites. With ``learn`` pages are not extracted but read for the profiles of their sites.
    """

    make_result: Callable[[SourcePage, Outcome], Any]
    options: Options | None = None
    profiles: str | dict[str, str] | None = None
    learn: bool = False


#: The first message to a worker: the pickled task, its memory limit in bytes, and where ``__main__`` is found.
PackedTask = tuple[bytes, int, dict[str, str] | None]


def pack_task(task: Task, memory: int) -> PackedTask:
    """Pickle a task; CleantextError if its pipeline cannot be made or pickled."""
    main = _find_main()
    if task.options is not None:
        task.options.make_pipeline()  # which says what is wrong with it
    try:
        data = pickle.dumps(task)
        if b"__main__" not in data or main is not None:
            return data, memory, main if b"__main__" in data else None
        problem = "a step is defined in an interactive session"
    except Exception as error:
        problem = str(error)
    # Steps of a notebook, and steps that an engine brought from the main program of another machine.
    hint = ""
    try:
        return importlib.import_module("cloudpickle").dumps(task), memory, None
    except ImportError:
        hint = " (or install cloudpickle, for steps defined in a notebook)"
    except Exception as error:
        problem = str(error)
    raise CleantextError(
        f"The pipeline cannot be sent to workers: {problem}. Define its steps at the top of a module{hint}."
    )


def _find_main() -> dict[str, str] | None:
    """How a worker imports the module that this process was started with, in the terms of multiprocessing."""
    main = sys.modules.get("__main__")
    spec = getattr(main, "__spec__", None)
    if spec is not None and spec.name:
        return {"init_main_from_name": spec.name}
    path = getattr(main, "__file__", None)
    return {"init_main_from_path": path} if path and os.path.isfile(path) else None


def main(socket_number: int, lifeline: int) -> None:
    """Receive the task, then pages; the result of each page is sent as soon as it is there."""
    _die_with_parent(lifeline)
    # What a user's step prints must not get into the parent's output.
    with contextlib.suppress(OSError):
        os.dup2(2, 1)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with (
        socket.socket(fileno=socket_number) as parent,
        parent.makefile("rb") as messages,
        contextlib.suppress(EOFError, ConnectionError, pickle.UnpicklingError),
    ):
        packed: PackedTask = pickle.load(messages)
        try:
            task = _load_task(*packed)
        except Exception as error:
            parent.sendall(encode_frame(("failed", f"{type(error).__name__}: {error}")))
            return
        parent.sendall(encode_frame(("ready",)))
        profiles = SiteProfiles(task.profiles) if task.profiles is not None else None
        try:
            while True:
                page: SourcePage = pickle.load(messages)
                read = trace_page if task.learn else extract_page
                outcome = read(page, task.options, profiles)
                parent.sendall(encode_frame(("done", task.make_result(page, outcome))))
        except MemoryError:
            parent.sendall(encode_frame(("memory",)))


def _load_task(data: bytes, memory: int, main_module: dict[str, str] | None) -> Task:
    """Unpickle the task and load all that it needs; from here on memory is limited."""
    import trafilatura  # noqa: F401  # Otherwise it is loaded within the time of a page.

    if main_module is not None:
        from multiprocessing import spawn

        # Imports the user's program under another name, so that `if __name__ == "__main__"` does not hold.
        spawn.prepare(main_module)
    task: Task = pickle.loads(data)
    for raw in _WARM_UP:
        extract_page(SourcePage("", raw, file="", offset=0))
    # Word lists and weights stay as long as the worker: the garbage collector need not look at them again.
    gc.collect()
    gc.freeze()
    limit_memory(memory)
    return task


def _die_with_parent(lifeline: int) -> None:
    """Have the kernel end this process when the parent is gone, whatever C code it is in.

    ``lifeline`` is the reading end of a pipe that only the parent can write to: when the parent ends, however it does,
    the pipe hangs up and the kernel sends SIGIO, whose default is the end of the process. (PR_SET_PDEATHSIG does not
    work here: it follows the thread that started the worker.) On macOS the default is to ignore it, so a handler is
    set, which runs as soon as C code returns.
    """
    signal.signal(signal.SIGIO, signal.SIG_DFL if sys.platform == "linux" else lambda *_: os._exit(1))
    fcntl.fcntl(lifeline, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(lifeline, fcntl.F_SETFL, fcntl.fcntl(lifeline, fcntl.F_GETFL) | os.O_ASYNC)
    # The parent may have ended before this line.
    if select.select([lifeline], [], [], 0)[0]:
        os._exit(1)
