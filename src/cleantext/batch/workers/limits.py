"""What a child process may use."""

from __future__ import annotations

import contextlib
import resource
import sys
from pathlib import Path


def limit_memory(extra: int) -> None:
    """Let this process grow by ``extra`` bytes beyond its present size; more is a MemoryError, or its end.

    The limit is on addresses, the only one that the kernel enforces; macOS accepts and ignores it.
    """
    with contextlib.suppress(OSError, ValueError):
        pages = int(Path("/proc/self/statm").read_text().split()[0]) if sys.platform == "linux" else 0
        limit = pages * resource.getpagesize() + extra
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        if hard == resource.RLIM_INFINITY or limit < hard:
            resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
