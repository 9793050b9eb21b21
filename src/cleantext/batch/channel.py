"""Messages between the parent and a worker: pickled values, each after its length, over a socket pair."""

from __future__ import annotations

import pickle
import socket
import struct
from collections.abc import Iterator
from typing import Any

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
