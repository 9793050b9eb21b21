"""Forking beside threads: no child begins with a lock that a thread of its parent held."""

from __future__ import annotations

import os
from threading import RLock

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
    """Wait for what threads hold: a child would wait for ever for threads that it does not have."""
    for lock in list(_locks):
        lock.acquire()
        _held.append(lock)


def _end_fork() -> None:
    """Release the locks, in the parent and in the child."""
    while _held:
        _held.pop().release()


if hasattr(os, "register_at_fork"):  # Windows forks nothing
    os.register_at_fork(before=_prepare_fork, after_in_parent=_end_fork, after_in_child=_end_fork)
