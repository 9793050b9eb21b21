"""What a benchmark runs: cleantext, two rules for dumps to measure it by, and its peers, all with one interface."""

from __future__ import annotations

import datetime
import importlib
import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata

from metrics import Answer, words

Raw = bytes | str
Extractor = Callable[[Raw], "Found"]

# What C4 asks of a line that it keeps; the closing marks of other scripts are added.
_ENDINGS = tuple('.!?…"”’»。！？」』।؟۔')
_FEWEST_WORDS = 5

ALL_FIELDS = frozenset({"headline", "authors", "date"})
BOTH_INPUTS = frozenset({"html", "dump"})


@dataclass(frozen=True, slots=True)
class Found:
    """An answer, and a proof that an engine may offer for it: ``verify`` raises where the account of lines is wrong."""

    answer: Answer
    verify: Callable[[], None] | None = None


@dataclass(frozen=True, slots=True)
class Engine:
    """A way from page to answer. ``load`` imports what it takes, so that no import is timed.

    ``gives`` names the fields beside the body that the engine looks for; the others are not held against it.
    """

    name: str
    load: Callable[[], Extractor]
    module: str | None = None
    package: str | None = None
    gives: frozenset[str] = frozenset()
    inputs: frozenset[str] = BOTH_INPUTS

    @property
    def installed(self) -> bool:
        return self.module is None or importlib.util.find_spec(self.module) is not None

    @property
    def version(self) -> str | None:
        """The release of the library that runs, or None for the rules of this file."""
        if self.package is None or self.module is None:
            return None
        try:
            return metadata.version(self.package)
        except metadata.PackageNotFoundError:  # Run from its source.
            return getattr(importlib.import_module(self.module), "__version__", None)

    def takes(self, kind: str) -> bool:
        """Whether it can be run on "html", or on the dump of a name."""
        return ("html" if kind == "html" else "dump") in self.inputs


def cleantext(*without: str) -> Extractor:
    """The default call; or without the steps of those names."""
    from cleantext import Pipeline, extract

    pipeline = Pipeline.default().without(*without)

    def found(raw: Raw) -> Found:
        article = extract(raw, pipeline=pipeline)
        answer = Answer(
            body=article.body,
            headline=article.headline,
            authors=tuple(person.name for person in article.authors),
            date=day_of(article.date),
        )
        return Found(answer, verify=lambda: article.verify(raw))

    return found


def whole_dump() -> Extractor:
    """All of a dump is body: what the best recall costs."""
    return lambda raw: Found(Answer(body=_text(raw)))


def sentence_lines() -> Extractor:
    """Lines of five words or more that end like a sentence, after the rule by which C4 was made."""
    return lambda raw: Found(Answer(body="\n".join(filter(_is_sentence, _text(raw).splitlines()))))


def day_of(moment: datetime.date | str | None) -> str | None:
    """The day of whatever a library calls a date, as ISO text.

    >>> day_of(datetime.datetime(2024, 3, 9, 14, 5)), day_of("2024-03-09T14:05"), day_of("")
    ('2024-03-09', '2024-03-09', None)
    """
    return (moment if isinstance(moment, str) else moment.isoformat())[:10] if moment else None


def _is_sentence(line: str) -> bool:
    return line.rstrip().endswith(_ENDINGS) and len(words(line)) >= _FEWEST_WORDS


def _text(raw: Raw) -> str:
    return raw if isinstance(raw, str) else raw.decode("utf-8", "replace")


OWN = (
    Engine("cleantext", cleantext, "cleantext", "cleantext-ledger", ALL_FIELDS),
    Engine("cleantext-rules", lambda: cleantext("line-scorer"), "cleantext", "cleantext-ledger", ALL_FIELDS),
    Engine("whole-dump", whole_dump, inputs=frozenset({"dump"})),
    Engine("sentence-lines", sentence_lines, inputs=frozenset({"dump"})),
)
