"""Titles as pages write them: a feed's token before, a site's name after, copies; and the words they are known by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from itertools import compress, pairwise

from cleantext.document import Document, Segment
from cleantext.grammar.dates import find_dates
from cleantext.patterns import pattern
from cleantext.vocabulary import load_vocabulary, normalised
from cleantext.writing import UNSPACED_RUN

#: A headline is no longer than this.
MAX_WORDS = 32
#: Words are compared by their first 6 letters.
STEM = 6
#: A title before a day has at least 2 words, a label between the two at most 4.
MIN_TITLE, MAX_LABEL = 2, 4
_OPEN = "([|·–—-:, "
_DIGITS = tuple("0123456789")

_PUNCTUATION = ".,;:!?()[]{}\"'“”„‘’«»…–—-|/।،؟"
#: A token and its colon have at most 16 characters.
MAX_TOKEN = 16
_TOKEN = pattern(r"([A-Z][A-Za-z]{1,14}):(?=\S)")
_INNER_CAPITAL = pattern(r"[A-Z][a-z]+[A-Z]")
_SUFFIX = pattern(r"\s[|–—\-•·:»]\s|\s?[|｜_]\s?")
_SEPARATOR = pattern(r"[|–—\-•·:»｜_]")


def without_token(text: str) -> tuple[str, bool]:
    """The text without a feed's token before it, and whether there was one.

    >>> without_token("NextImg:Moscow’s Recognition")
    ('Moscow’s Recognition', True)
    >>> without_token("Explained: what the vote means")
    ('Explained: what the vote means', False)
    """
    mark = _TOKEN.match(text) if ":" in text[:MAX_TOKEN] else None
    if mark is None:
        return text, False
    word = mark[1]
    if not _INNER_CAPITAL.match(word) and word.casefold() not in load_vocabulary().of("tokens"):
        return text, False
    return text[mark.end() :].strip(), True


def without_day(title: str) -> str:
    """The title without a day after it in brackets, after a separator, or after a label that dates.

    >>> without_day("Owl sings on tape (Mar 9, 2013)"), without_day("Ferry sails Posted at 11:34, 9 March 2024")
    ('Owl sings on tape', 'Ferry sails')
    >>> without_day("Ferry sails - 12.03.2024"), without_day("Ferry sails again | Published 2024-03-12")
    ('Ferry sails', 'Ferry sails again')
    >>> without_day("What the keeper saw on 9 March 2024")
    'What the keeper saw on 9 March 2024'
    """
    if not title[-12:].strip(" )]").endswith(_DIGITS):
        return title
    found = find_dates(title)
    if not found or title[found[-1].end :].strip(" )]"):
        return title
    before = title[: found[-1].start].rstrip()
    head = before.rstrip(_OPEN)
    words = head.split()
    for count in range(min(MAX_LABEL, len(words) - MIN_TITLE), 0, -1):
        label = normalised(" ".join(words[-count:]))
        if "published" in load_vocabulary().lookup(label, count):
            return " ".join(words[:-count]).rstrip(_OPEN)
    return head if head != before and len(words) >= MIN_TITLE and before[-1] in "([|·–—-" else title


def without_site(title: str, known: Collection[str]) -> str:
    """The title without a site's name after or before a separator; only names that are known, as keys, are cut.

    >>> without_site("Ferry returns - Orrin Courier", ["orrin courier"])
    'Ferry returns'
    >>> without_site("Ferry returns - in spring", ["orrin courier"])
    'Ferry returns - in spring'
    """
    while known and _SEPARATOR.search(title) is not None:
        parts = [(one.start(), one.end()) for one in _SUFFIX.finditer(title)]
        if not parts:
            break
        if normalised(title[parts[-1][1] :]) in known:
            title = title[: parts[-1][0]].rstrip()
        elif normalised(title[: parts[0][0]]) in known:
            title = title[parts[0][1] :].lstrip()
        else:
            break
    return title


def parts_of(title: str) -> list[str]:
    """The parts of a title between separators.

    >>> parts_of("Ferry returns - Orrin Courier"), parts_of("Ferry returns")
    (['Ferry returns', 'Orrin Courier'], ['Ferry returns'])
    """
    # Few texts have a separator, and the search for one by itself is fast.
    parts = _SUFFIX.split(title) if _SEPARATOR.search(title) is not None else [title]
    return [part for part in parts if part.strip()]


def is_copy(segment: Segment, wanted: str) -> bool:
    """Whether a line is the headline again, alone or with a site's name after it."""
    text = segment.text.casefold()
    if not wanted or not text.startswith(wanted):
        return False
    rest = text[len(wanted) :]
    return not rest or (segment.words < MAX_WORDS and not segment.ends and bool(_SUFFIX.match(rest)))


def heads_and_tails(document: Document) -> tuple[Mapping[str, int], set[str]]:
    """How often the text of a line opens a line of the page, and what stands after the last separator of lines.

    The second are names of the site, among others; both are keys.
    """
    lines = [one for one in document.segments if one.key and 2 <= one.words <= MAX_WORDS]
    count = Counter([line.key for line in lines])
    tails: set[str] = set()
    # Few lines have a separator, and the search for one by itself is fast.
    parted = map(_SEPARATOR.search, [line.key for line in lines])
    for line in compress(lines, parted):
        if not line.piece:
            head, *more = _SUFFIX.split(line.key)
            count[head] += bool(more)
            if line.words > 2:
                tails.add(more[-1] if more else head)
    return count, tails


def words_of(text: str) -> set[str]:
    """What texts are compared by: beginnings of longer words, as endings vary; pairs of characters where no spaces are.

    >>> sorted(words_of("The ferries of Orrin"))
    ['ferrie', 'orrin']
    """
    folded: list[str] = text.casefold().split()
    words: set[str] = set()
    word: str
    stem: str
    for word in folded:
        if len(word) >= 4:
            # Most words have no mark before them, and are too long for one after them to count: that is seen fast.
            stem = word[:STEM]
            words.add(stem if stem.isalnum() else word.strip(_PUNCTUATION)[:STEM])
    if not text.isascii():
        for run in UNSPACED_RUN.findall(text):
            words.update(first + second for first, second in pairwise(run))
    words.discard("")
    return words
