"""What notations make of a dump: the lines they take, and how the other ones read."""

from __future__ import annotations

import cleantext
from cleantext.text.read_text import read_dump
from cleantext.words.vocabulary import load_vocabulary


def taken(text: str) -> dict[str, str]:
    """The lines that notations decide on, each with its field or reason, in order; the ledger accounts for all."""
    article = cleantext.extract(text)
    article.verify(text)
    return {
        " ".join(entry.text.split()): str(entry.field or entry.reason)
        for entry in article.ledger
        if entry.step == "notations"
    }


def left(text: str) -> list[str]:
    """How the segments read that no notation has taken."""
    segments, notation = read_dump(text, load_vocabulary())
    return [segment.text for segment in segments if segment.start not in notation.roles]


def links(text: str) -> list[tuple[str, str]]:
    """The words of links with their addresses, in order."""
    _, notation = read_dump(text, load_vocabulary())
    return [(" ".join(text[one.start : one.end].split()), one.url) for one in notation.links]


def paragraphs(text: str) -> list[str]:
    """The paragraphs of the article."""
    return [paragraph.text for paragraph in cleantext.extract(text).paragraphs]
