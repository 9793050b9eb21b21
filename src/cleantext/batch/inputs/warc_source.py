"""What FastWARC reads from: a stream that can go back a little, to find the next record after damage."""

from __future__ import annotations

from collections import deque

from cleantext.batch.inputs.streams import CHUNK, Stream
from cleantext.patterns import pattern

#: The last 8 chunks stay in memory: FastWARC reads one ahead, and a record of a wrong length swallows those after it.
KEPT = 8
_RECORD = pattern(rb"WARC/\d\.\d\r?\n[A-Za-z][A-Za-z-]{1,40}:")
#: The first line of a record that the file's end cuts: FastWARC takes it for the end.
_CUT_LINE = pattern(rb"(?:\A|\n\r?\n)W(?:A(?:R(?:C(?:/[\d.]{0,5}\r?)?)?)?)?\Z")
#: A record's beginning that the end of a chunk cuts is this long at most.
_OVERLAP = 64


class RecordSource:
    """The decompressed bytes of a WARC file, with the position that FastWARC asks for.

    >>> import io
    >>> source = RecordSource(Stream(io.BytesIO(b"junk\\nWARC/1.1\\nWARC-Type: response\\n")))
    >>> source.go_to_record(1), source.tell(), source.read(8)
    (True, 5, b'WARC/1.1')
    """

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._kept: deque[bytes] = deque(maxlen=KEPT)
        self._again = b""

    def tell(self) -> int:
        """The position of the next byte."""
        return self._stream.tell() - len(self._again)

    def read(self, size: int = -1, /) -> bytes:
        """Up to ``size`` bytes."""
        if self._again:
            piece = self._again if size < 0 else self._again[:size]
            self._again = self._again[len(piece) :]
            return piece
        piece = self._stream.read(CHUNK if size < 0 else min(size, CHUNK))
        self._kept.append(piece)
        return piece

    def cut_line(self) -> bool:
        """Whether what was read last ends within the first line of a record."""
        return _CUT_LINE.search(b"".join(self._kept)[-32:]) is not None

    def go_to_record(self, after: int) -> bool:
        """Go to the first record that begins at ``after`` or later, as far as the memory reaches back."""
        window = b"".join(self._kept)
        start = self._stream.tell() - len(window)
        found = _RECORD.search(window, max(0, after - start))
        while found is None:
            window = window[-_OVERLAP:]
            more = self._stream.read(CHUNK)
            if not more:
                return False
            window += more
            start = self._stream.tell() - len(window)
            found = _RECORD.search(window)
        self._kept.clear()
        self._kept.append(window[-KEPT * CHUNK :])
        self._again = window[found.start() :]
        return True
