"""A worker process as its parent sees it: starts it, exchanges messages with it without waiting, and ends it."""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import selectors
import signal
import socket
import struct
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cleantext.batch.settings import SourcePage
from cleantext.errors import CleantextError

#: Bytes to receive at a time.
CHUNK = 1 << 18

_LENGTH = struct.Struct(">Q")
_PROGRAM = """\
import json, sys
sys.path[:] = json.loads(sys.argv[1])
from cleantext.batch.workers.worker import main
main(int(sys.argv[2]), int(sys.argv[3]))
"""
#: A worker has one core: threads of libraries would only slow down the other workers.
_ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def encode_frame(value: object) -> bytes:
    """Encode a value for a :class:`FrameBuffer`: its length, then its pickle.

    >>> frames = FrameBuffer()
    >>> list(frames.add(encode_frame("one") + encode_frame("two")[:9]))
    ['one']
    """
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    return _LENGTH.pack(len(data)) + data


class FrameBuffer:
    """Received bytes, from which the complete values are taken."""

    def __init__(self) -> None:
        self._data = bytearray()

    def add(self, data: bytes) -> Iterator[Any]:
        """Add bytes, and take the values that are complete now."""
        self._data += data
        start = 0
        while len(self._data) >= start + _LENGTH.size:
            (length,) = _LENGTH.unpack_from(self._data, start)
            end = start + _LENGTH.size + length
            if end > len(self._data):
                break
            with memoryview(self._data) as view:
                value = pickle.loads(view[start + _LENGTH.size : end])
            start = end
            yield value
        del self._data[:start]


@dataclass(slots=True)
class Job:
    """A page on its way through the pool; ``tag`` is the caller's and stays in the parent."""

    index: int
    tag: Any
    page: SourcePage
    #: How many workers ended while they had this page.
    killed: int = 0


class WorkerProcess:
    """A child process and the socket to it. Nothing here waits for the child, except :meth:`end`."""

    def __init__(self, message: object, selector: selectors.BaseSelector) -> None:
        if sys.platform == "win32":
            raise CleantextError("Workers need Linux or macOS; on Windows, call cleantext.extract page by page.")
        self.assigned: deque[Job] = deque()
        self.ready = False
        #: The number of pages that it was given, and when it last gave a sign of life.
        self.given = 0
        self.since = time.monotonic()
        self.out_of_memory = False
        self._selector = selector
        self._inbox = FrameBuffer()
        self._outbox: deque[memoryview] = deque()
        self._socket, theirs = socket.socketpair()
        # The child ends when the writing end of this pipe is closed.
        reading, self._lifeline = os.pipe()
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _PROGRAM, json.dumps([*map(str, sys.path)]), str(theirs.fileno()), str(reading)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(), reading),
                env={**os.environ, **_ENVIRONMENT},
                # A Ctrl-C in the terminal is for the parent, which then ends its workers.
                start_new_session=True,
            )
        except BaseException:
            os.close(self._lifeline)
            self._socket.close()
            raise
        finally:
            theirs.close()
            os.close(reading)
        self._socket.setblocking(False)
        self._selector.register(self._socket, selectors.EVENT_READ, self)
        self._send(message)

    def assign(self, job: Job) -> None:
        """Send a page, which the worker does after those that it has."""
        if not self.assigned:
            self.since = time.monotonic()
        self.assigned.append(job)
        self.given += 1
        self._send(job.page)

    def _send(self, message: object) -> None:
        self._outbox.append(memoryview(pickle.dumps(message, pickle.HIGHEST_PROTOCOL)))
        self.write()

    def write(self) -> None:
        """Send what the socket takes now; the selector tells when it takes more."""
        with contextlib.suppress(BlockingIOError, ConnectionError):
            while self._outbox:
                sent = self._socket.send(self._outbox[0])
                if sent == len(self._outbox[0]):
                    self._outbox.popleft()
                else:
                    self._outbox[0] = self._outbox[0][sent:]
        wanted = selectors.EVENT_READ | (selectors.EVENT_WRITE if self._outbox else 0)
        if self._selector.get_key(self._socket).events != wanted:
            self._selector.modify(self._socket, wanted, self)

    def read(self) -> tuple[list[Any], bool]:
        """The messages that came in, and whether the worker has ended."""
        data = b""
        try:
            data = self._socket.recv(CHUNK)
            ended = not data
        except BlockingIOError:
            ended = False
        except ConnectionError:
            ended = True
        return list(self._inbox.add(data)), ended

    def end(self, patience: float = 0.0) -> str:
        """End the process, after ``patience`` seconds to end by itself, and say how it ended."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(patience)
        self._process.kill()
        code = self._process.wait()
        self._selector.unregister(self._socket)
        self._socket.close()
        os.close(self._lifeline)
        if code >= 0:
            return f"exit status {code}"
        with contextlib.suppress(ValueError):
            return f"signal {signal.Signals(-code).name}"
        return f"signal {-code}"

    def forget(self) -> None:
        """In a fork of the parent: close this copy of the connection, and leave the process alone."""
        self._socket.close()
        os.close(self._lifeline)
        # Otherwise it warns of a child that still runs, when it is collected.
        self._process.returncode = 0
