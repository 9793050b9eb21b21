"""Facts about writing systems: scripts without spaces, sentence ends, word counts."""

from __future__ import annotations

from cleantext.patterns import pattern

#: A character of a script that puts no spaces between words (Thai, kana, Han).
UNSPACED_CHAR = pattern("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
#: Runs of such characters.
UNSPACED_RUN = pattern("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
_DIGIT = pattern("[0-9]")
_TERMINAL = frozenset(".!?…。！？｡।॥۔؟‽։")
#: A sign-off in brackets has at most 12 characters, brackets included.
_SIGN_OFF = 12
_CLOSING = "\"'”’»›）)]}】」』*_ \u200b\u200f\u200e״׳‘"


def is_unspaced(char: str) -> bool:
    """Return whether a character belongs to a script that puts no spaces between words.

    >>> is_unspaced("社"), is_unspaced("s"), is_unspaced("")
    (True, False, False)
    """
    return char >= "\u0e00" and UNSPACED_CHAR.match(char) is not None


def has_digit(text: str) -> bool:
    """Return whether ``text`` holds a digit of any script.

    >>> has_digit("9 March"), has_digit("９月"), has_digit("March")
    (True, True, False)
    """
    return _DIGIT.search(text) is not None if text.isascii() else any(map(str.isdigit, text))


def count_digits(text: str) -> int:
    """Count the digits of any script in ``text``.

    >>> count_digits("9 March 2024"), count_digits("９月"), count_digits("March")
    (5, 1, 0)
    """
    return sum(map(str.isdigit, text)) if has_digit(text) else 0


def count_words(text: str) -> int:
    """Count the words of ``text``; two characters count as one word in scripts without spaces.

    >>> count_words("Moscow recognised it"), count_words("新华社北京")
    (3, 2)
    """
    spaced = text.count(" ") + 1 if text else 0
    if text.isascii():
        return spaced
    unspaced = len(UNSPACED_CHAR.findall(text))
    return spaced + unspaced // 2 if unspaced < 4 else max(1, spaced - 1 + unspaced // 2)


def ends_sentence(text: str) -> bool:
    """Return whether ``text`` ends like a sentence, in any script.

    Closing quotation marks and brackets do not count, nor does an agency's sign-off in brackets.

    >>> ends_sentence("“It will backfire.”"), ends_sentence("他说。"), ends_sentence("View Comments")
    (True, True, False)
    >>> ends_sentence("The wall held. (AFP)"), ends_sentence("Plan of the wall (pdf)")
    (True, False)
    """
    if text[-1:] in _TERMINAL:
        return True
    signed = text.rfind("(", -_SIGN_OFF) if text[-1:] == ")" else 0
    if signed > 0 and text[max(0, signed - 9) : signed].rstrip()[-1:] in _TERMINAL:
        return True
    return text[-12:].rstrip(_CLOSING)[-1:] in _TERMINAL
