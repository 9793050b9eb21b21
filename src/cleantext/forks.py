"""Forking beside threads: no child begins with a lock that a thread of its parent held, or with half a module."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from importlib import _bootstrap, import_module
from threading import RLock

#: The packages of which a page may load modules while it is read.
_LOADED_LATE = frozenset(("cleantext", "lxml", "regex", *sys.stdlib_module_names))
#: The locks that forking waits for, and those that the fork under way holds.
_locks: list[RLock] = []
_held: list[RLock] = []


def make_fork_safe_lock() -> RLock:
    """A lock that forking waits for, so that a child finds it free, and what it guards complete.

    It belongs to a module: it is never forgotten.

    >>> with make_fork_safe_lock():
    ...     print("guarded")
    guarded
    """
    _locks.append(RLock())
    return _locks[-1]


def _prepare_fork() -> None:
    """Wait for what threads hold and load for a page: a child would wait for ever for threads that it does not have."""
    locks = list(_locks)
    for lock in locks:
        lock.acquire()
    _held.extend(locks)
    own: set[str] = set()
    while names := _find_loading() - own:
        for name in names:
            with suppress(ImportError):
                import_module(name)
        # What is still being loaded is loaded by this thread, which forks meanwhile.
        own |= names & _find_loading()


def _find_loading() -> set[str]:
    """The modules that a page may need and that are being loaded."""
    names = {*sys.modules, *getattr(_bootstrap, "_module_locks", ())}
    return {
        name
        for name in names
        if name.partition(".")[0] in _LOADED_LATE
        and (name not in sys.modules or getattr(getattr(sys.modules[name], "__spec__", None), "_initializing", False))
    }


def _end_fork() -> None:
    """Release the locks, in the parent and in the child."""
    while _held:
        _held.pop().release()


if hasattr(os, "register_at_fork"):  # Windows forks nothing
    os.register_at_fork(before=_prepare_fork, after_in_parent=_end_fork, after_in_child=_end_fork)
