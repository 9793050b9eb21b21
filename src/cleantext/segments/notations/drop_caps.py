"""Drop caps: the first letter of a paragraph on a line of its own."""

from __future__ import annotations

from cleantext.language import detect_language
from cleantext.segments.notations.draft import Draft, table_of
from cleantext.vocabulary import load_vocabulary

#: A paragraph that opens so has at least 5 words in the line below the letter.
MIN_WORDS = 5
#: The language of a text shows in its first 4,000 characters.
SEARCHED = 4000
#: A word is looked for in the first 50,000 characters.
LOOKED_AT = 50_000

_QUOTES = "\"'“„«‘"
_EDGES = ".,;:!?)\"'”’»"


def read_drop_caps(draft: Draft) -> None:
    """Bind the line below a lone capital to it, without a space where the two make a word."""
    code: str | None = None
    found = False
    for index, row in enumerate(draft.rows[:-1]):
        if len(row.text) > 2 or not draft.is_free(index):
            continue
        letter, below = row.text.lstrip(_QUOTES), draft.rows[index + 1]
        if len(letter) != 1 or not letter.isupper() or below.gap > 1 or not draft.is_free(index + 1):
            continue
        if below.text.count(" ") + 1 < MIN_WORDS or not _goes_on(letter, below.text):
            continue
        draft.bound.add(below.start)
        if not found:
            code, found = detect_language(draft.text[:SEARCHED]), True
        if _makes_word(draft.text, letter, below.text, code):
            draft.tight.add(below.start)


def _goes_on(letter: str, text: str) -> bool:
    """Whether a line goes on after a capital: in small letters, or with capitals that the letter makes a word."""
    first = text.split(" ", 1)[0].strip(_EDGES)
    if text[0].islower() or (text[0] in "'’" and text[1:2].islower()):
        return True
    known = load_vocabulary().function_languages
    return len(first) > 1 and first.isupper() and (letter + first).casefold() in known and first.casefold() not in known


def _stands_in(text: str, word: str) -> bool:
    """Whether the beginning of a text has a word between spaces."""
    return text.find(f" {word} ", 0, LOOKED_AT) >= 0


def _makes_word(text: str, letter: str, below: str, code: str | None) -> bool:
    """Whether a letter and the first word below it are one: always, but where the letter is a word of the language.

    "I" and "had" are two where "had" stands elsewhere too; "I" and "n" are one.
    """
    table = table_of("letter-words")
    if letter.casefold() not in table or (code is not None and code not in table[letter.casefold()]):
        return True
    first = below.split(" ", 1)[0].strip(_EDGES)
    known = load_vocabulary().function_words.get(code or "", frozenset())
    if (letter + first).casefold() in known or _stands_in(text, letter + first):
        return True
    return not (first in known or _stands_in(text, first) or code in table.get(first, ()))
