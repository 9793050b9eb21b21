"""One read-only walk over the tree of a page: text into lines, elements into blocks; no recursion."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from sys import intern
from typing import TYPE_CHECKING

from cleantext.limits import TIME
from cleantext.readers.blocks import Writer
from cleantext.readers.tags import APART, DATA, NOTED, PLAIN
from cleantext.watch import STRIDE, Watch

if TYPE_CHECKING:
    from lxml import etree

    from cleantext.readers.blocks import Frame
    from cleantext.readers.selectors import Chosen


def walked(
    roots: Iterable[etree._Element], watch: Watch, chosen: Mapping[etree._Element, Chosen] | None = None
) -> Writer:
    """The lines and blocks of the trees of a page, in order, as far as the limits allow.

    The loop visits each element once and keeps the elements around it on a stack; an element's tail is taken
    when the element leaves the stack. What most elements do (hold words, dress words) is done in line, the
    rest by the writer. ``chosen`` are elements that the caller leaves out or keeps.
    """
    writer = Writer(watch.limits.depth)
    tags, parents = writer.tree.tags, writer.tree.parents
    stack: list[tuple[etree._Element | None, int, Frame | None]] = []
    top: etree._Element | None = None
    node = -1
    frame: Frame | None = None
    count = 0
    parts = writer.parts
    closed = -1
    last = ""
    elements = _elements(roots)
    for element in chain(_allowed(elements, writer, watch), (None,)):
        parent = element.getparent() if element is not None else None
        while top is not parent:
            if frame is not None:
                writer.leave(frame)
                if parts is not writer.parts:
                    parts, closed = writer.parts, -1
            tail = top.tail  # type: ignore[union-attr]
            if tail:
                if parts or not tail.isspace():
                    parts.append(tail)
            else:
                closed = len(parts)
                last = tags[node]
            top, node, frame = stack.pop()
        if element is None:
            break
        tag = element.tag
        if tag.__class__ is not str:
            tag = "#"
        tag = intern(tag)  # a page has thousands of elements and some thirty tags
        tags.append(tag)
        parents.append(node)
        stack.append((top, node, frame))
        top, node, frame = element, count, None
        count += 1
        if tag in DATA or tag == "#":
            if tag == "script":
                writer.note(element, tag)
            continue
        text = element.text
        if chosen and element in chosen:
            frame = writer.enter_chosen(element, tag, node, len(stack), chosen[element])
            parts, closed = writer.parts, -1
        elif tag not in PLAIN:
            if closed == len(parts) and text and tag in APART and parts and _apart(parts[-1][-1], text[0], tag, last):
                parts.append(" ")
            frame = writer.enter(element, tag, node, len(stack))
            if parts is not writer.parts:
                parts, closed = writer.parts, -1
        elif tag in NOTED:
            frame = writer.note(element, tag)
        if text and (parts or not text.isspace()):
            parts.append(text)
    writer.finish()
    if writer.stopped is not None and (rest := " ".join(" ".join(texts_of(elements)).split())):
        writer.unread.append((writer.stopped, rest))
    if writer.flattened:
        watch.reached.add("depth")
    return writer


def _allowed(elements: Iterator[etree._Element], writer: Writer, watch: Watch) -> Iterator[etree._Element]:
    """The elements up to the first limit that is reached; the limits are looked at in strides."""
    limits = watch.limits
    tags = writer.tree.tags
    while True:
        if len(tags) >= limits.elements:
            writer.stopped = "elements"
        elif len(writer.lines) > limits.segments:
            writer.stopped = "segments"
        elif watch.late():
            writer.stopped = TIME
        if writer.stopped is not None:
            return
        end = min(len(tags) + STRIDE, limits.elements)
        yield from islice(elements, end - len(tags))
        if len(tags) < end:
            return


def texts_of(elements: Iterable[etree._Element]) -> list[str]:
    """What stands in and after elements, except code and data."""
    parts: list[str] = []
    for element in elements:
        if element.text and element.tag.__class__ is str and element.tag not in DATA:
            parts.append(element.text)
        if element.tail:
            parts.append(element.tail)
    return parts


def _elements(roots: Iterable[etree._Element]) -> Iterator[etree._Element]:
    return chain.from_iterable(root.iter() for root in roots)


def _apart(before: str, after: str, tag: str, last: str) -> bool:
    """Whether words end between two elements that touch: two links, a time, or a capital after a small letter."""
    if not (before.isalnum() and after.isalnum()):
        return False
    return tag == last == "a" or "time" in (tag, last) or (after.isupper() and (before.islower() or before.isdigit()))
