"""Facts about writing systems: scripts without spaces, sentence ends, word counts."""

from __future__ import annotations

from cleantext.patterns import pattern

#: A character of a script that puts no spaces between words (Thai, kana, Han).
UNSPACED_CHAR = pattern("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
#: Runs of such characters.
UNSPACED_RUN = pattern("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
_DIGIT = pattern("[0-9]")
_TERMINAL = frozenset(".!?…。！？｡।॥۔؟‽;։")
#: A sign-off in brackets has no more characters, brackets included.
_SIGN_OFF = 12
_CLOSING = "\"'”’»›）)]}】」』*_ \u200b\u200f\u200e״׳‘"


def is_unspaced(char: str) -> bool:
    """Whether a character is of a script that puts no spaces between words; "" is of none.

    >>> is_unspaced("社"), is_unspaced("s"), is_unspaced("")
    (True, False, False)
    """
    return char >= "\u0e00" and UNSPACED_CHAR.match(char) is not None


def has_digit(text: str) -> bool:
    """Whether ``text`` holds a digit of any script.

    >>> has_digit("9 March"), has_digit("９月"), has_digit("March")
    (True, True, False)
    """
    return _DIGIT.search(text) is not None if text.isascii() else any(map(str.isdigit, text))


def count_digits(text: str) -> int:
    """How many characters of ``text`` are digits, in any script; that there are none is seen at once in most texts.

    >>> count_digits("9 March 2024"), count_digits("９月"), count_digits("March")
    (5, 1, 0)
    """
    if text.isascii() and _DIGIT.search(text) is None:
        return 0
    return sum(map(str.isdigit, text))


def count_words(text: str) -> int:
    """The length of ``text`` in words; two characters count as one word in scripts without spaces.

    >>> count_words("Moscow recognised it"), count_words("新华社北京")
    (3, 2)
    """
    spaced = text.count(" ") + 1 if text else 0
    if text.isascii():
        return spaced
    unspaced = len(UNSPACED_CHAR.findall(text))
    return spaced + unspaced // 2 if unspaced < 4 else max(1, spaced - 1 + unspaced // 2)


def ends_sentence(text: str) -> bool:
    """Whether ``text`` closes like a sentence, in any script.

    Closing quotes and brackets are looked through, and an agency's sign-off in brackets.

    >>> ends_sentence("“It will backfire.”"), ends_sentence("他说。"), ends_sentence("View Comments")
    (True, True, False)
    >>> ends_sentence("The wall held. (AFP)"), ends_sentence("Plan of the wall (pdf)")
    (True, False)
    """
    if not text:
        return False
    if text[-1] in _TERMINAL:
        return text[-1] != ";"
    if text[-1] == ")" and (low := text.rfind("(", -_SIGN_OFF)) > 0:
        # Behind the last sentence agencies sign: "... by Monday. (AFP)".
        before = text[max(0, low - 9) : low].rstrip()[-1:]
        if before in _TERMINAL and before != ";":
            return True
    stripped = text[-12:].rstrip(_CLOSING)
    return bool(stripped) and stripped[-1] in _TERMINAL and stripped[-1] != ";"
