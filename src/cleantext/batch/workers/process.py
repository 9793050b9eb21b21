"""A worker as its parent sees it: a child process, what it was given, and since when it is silent."""

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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from cleantext.batch.settings import SourcePage
from cleantext.errors import CleantextError

_LENGTH = struct.Struct(">Q")
#: Bytes that are asked for at once.
CHUNK = 1 << 18


def frame(value: object) -> bytes:
    """A value as it goes over the socket.

    >>> inbox = Inbox()
    >>> inbox.add(frame("one") + frame("two")[:9])
    >>> list(inbox.values())
    ['one']
    """
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    return _LENGTH.pack(len(data)) + data


class Inbox:
    """Bytes as they come in, and the whole values among them."""

    def __init__(self) -> None:
        self._held = bytearray()

    def add(self, data: bytes) -> None:
        """More bytes from the socket."""
        self._held += data

    def values(self) -> Iterator[Any]:
        """The values that are here whole; they are taken out."""
        at = 0
        while len(self._held) - at >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(self._held, at)
            start, end = at + _LENGTH.size, at + _LENGTH.size + length
            if end > len(self._held):
                break
            with memoryview(self._held) as view:
                value = pickle.loads(view[start:end])
            at = end
            yield value
        del self._held[:at]


def receive(channel: socket.socket) -> Any:
    """The next value, waited for; EOFError where the other side has closed."""
    (length,) = _LENGTH.unpack(_exactly(channel, _LENGTH.size))
    return pickle.loads(_exactly(channel, length))


def _exactly(channel: socket.socket, size: int) -> bytearray:
    data = bytearray(size)
    view = memoryview(data)
    at = 0
    while at < size:
        got = channel.recv_into(view[at:])
        if not got:
            raise EOFError("the other side has closed")
        at += got
    return data


_PROGRAM = """\
import json, sys
sys.path[:] = json.loads(sys.argv[1])
from cleantext.batch.workers.worker import main
main(int(sys.argv[2]), int(sys.argv[3]))
"""
#: One core a worker: libraries that start threads of their own would only be in each other's way.
_ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


@dataclass(slots=True)
class Ticket:
    """A page on its way through the pool; ``tag`` is the caller's and stays in the parent."""

    index: int
    tag: Any
    page: SourcePage
    #: Workers that ended while they were at this page.
    killed: int = 0


class WorkerProcess:
    """One child process and the channel to it; nothing here waits for the child, except :meth:`end`."""

    def __init__(self, order: object, selector: selectors.BaseSelector) -> None:
        if sys.platform == "win32":
            raise CleantextError("Workers need Linux or macOS; on Windows, call cleantext.extract page by page.")
        self.assigned: deque[Ticket] = deque()
        self.ready = False
        self.given = 0
        self.since = time.monotonic()
        self.out_of_memory = False
        self._selector = selector
        self._inbox = Inbox()
        self._outbox: deque[memoryview] = deque()
        self._channel, theirs = socket.socketpair()
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
            self._channel.close()
            raise
        finally:
            theirs.close()
            os.close(reading)
        self._channel.setblocking(False)
        self._selector.register(self._channel, selectors.EVENT_READ, self)
        self._send(frame(order))

    @property
    def pid(self) -> int:
        """The number of the child process."""
        return self._process.pid

    def give(self, tickets: Sequence[Ticket]) -> None:
        """Send a batch of pages, which the worker does after those that it has."""
        if not self.assigned:
            self.since = time.monotonic()
        self.assigned.extend(tickets)
        self.given += len(tickets)
        self._send(frame([(ticket.index, ticket.page) for ticket in tickets]))

    def _send(self, data: bytes) -> None:
        self._outbox.append(memoryview(data))
        self.write()

    def write(self) -> None:
        """Send what the channel takes now; the selector tells when it takes more."""
        with contextlib.suppress(BlockingIOError, ConnectionError):
            while self._outbox:
                sent = self._channel.send(self._outbox[0])
                if sent == len(self._outbox[0]):
                    self._outbox.popleft()
                else:
                    self._outbox[0] = self._outbox[0][sent:]
        wanted = selectors.EVENT_READ | (selectors.EVENT_WRITE if self._outbox else 0)
        if self._selector.get_key(self._channel).events != wanted:
            self._selector.modify(self._channel, wanted, self)

    def read(self) -> tuple[list[Any], bool]:
        """The messages that came in, and whether the worker has ended."""
        ended = False
        try:
            data = self._channel.recv(CHUNK)
            ended = not data
            self._inbox.add(data)
        except BlockingIOError:
            pass
        except ConnectionError:
            ended = True
        return list(self._inbox.values()), ended

    def end(self, patience: float = 0.0) -> str:
        """End the process and say how it ended; it gets ``patience`` seconds to end by itself."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(patience)
        self._process.kill()
        code = self._process.wait()
        self._selector.unregister(self._channel)
        self._channel.close()
        os.close(self._lifeline)
        if code >= 0:
            return f"exit status {code}"
        with contextlib.suppress(ValueError):
            return f"signal {signal.Signals(-code).name}"
        return f"signal {-code}"
