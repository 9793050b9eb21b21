"""The shape of people's names, in alphabets and in East Asian scripts."""

from __future__ import annotations

import re

from cleantext.grammar.gazetteer import country_of, load_places
from cleantext.grammar.names import fold, names
from cleantext.grammar.places import is_capitals

# Longer names occur, but rather are titles: "The Wonderful Wizard Of Oz".
MAX_WORDS = 4
MAX_LENGTH = 50
# Capitals alone ("DOE") may close a name of mixed case ("Jane DOE"), where they are no acronym.
MIN_CAPITALS = 4

_EAST_ASIAN = re.compile(
    r"[㐀-鿿]{2,5}|[㐀-鿿]{1,3}[ 　][㐀-鿿ぁ-ヿ]{1,4}|[㐀-鿿]{1,3}[ぁ-ヿ]{1,4}"
    r"|[가-힣]{2,4}|[㐀-鿿ァ-ヿ]{2,8}[·・][㐀-鿿ァ-ヿ]{2,8}"
)
_CASED = re.compile(r"(?:[dDlLO]['’]|al-|Al-|el-|El-)?[^\W\d_](?:[^\W\d_]|['’\-](?=[^\W\d_]))*\.?")
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?){1,3}|[A-Z]")
# "TimesNovember": two words that a page glues; "MacDonald" and "DiBenedetto" are names.
_GLUED = re.compile(r"[^\W\d_]{4}[a-zß-ÿ](?=[A-Z])")
_CASELESS = re.compile(r"[؀-ۿऀ-෿฀-๿֐-׿‌]+")


def _is_caseless(text: str) -> bool:
    """Whether the script knows no capitals, and is not East Asian."""
    return text[:1] >= "֐" and text.upper() == text.lower()


def bare_name(text: str) -> str:
    """A name without "Dr." or "Prof." before it.

    >>> bare_name("Dr. A. B. Smith")
    'A. B. Smith'
    """
    words = text.split()
    while len(words) > 2 and words[0].rstrip(".").casefold() in load_places().words["honorifics"]:
        words = words[1:]
    return " ".join(words)


def _whole(words: list[str]) -> list[str]:
    """The words of a name that are neither particles nor initials."""
    particles = load_places().words["name-particles"]
    return [word for word in words if word not in particles and not _INITIALS.fullmatch(word)]


def _is_word_of_name(word: str, shouting: bool, last: bool) -> bool:
    """Whether one word can stand in a name that begins with a capital."""
    data = load_places().words
    if word in data["name-particles"] or _INITIALS.fullmatch(word):
        return True
    if not _CASED.fullmatch(word) or word[0].islower() and word[:3] not in ("al-", "el-", "d'A", "d’A"):
        return False
    if word.endswith(".") and len(word) > 5 or word.endswith(("'s", "’s")) or _GLUED.search(word):
        return False
    if not shouting and len(word) > 1 and word.isupper():
        return last and len(word) >= MIN_CAPITALS or len(word) == 2 and "J" in word  # "JD", "AJ", "CJ": initials
    return True


def looks_like_name(text: str) -> bool:
    """Whether a text has the shape of a person's name.

    That is two to four capitalised words with particles and initials, or a name in a script without capitals.

    >>> [looks_like_name(name) for name in ("Ana de la Cruz", "J.R. O'Neill", "王敬照", "Ольга Берёзкина")]
    [True, True, True, True]
    >>> [looks_like_name(text) for text in ("Jane", "BBC News", "Popular Demand", "New York", "Kopf bis Fuß")]
    [False, False, False, False, False]
    """
    if not 2 <= len(text) <= MAX_LENGTH or any(map(str.isdigit, text)):
        return False
    data, folded = load_places(), text.casefold()
    refused = data.words["not-names"]
    if folded in refused or folded in data.agencies or folded in data.regions or country_of(text):
        return False
    if _EAST_ASIAN.fullmatch(text):
        return not any(word in text for word in refused if not word.isascii() and len(word) > 1 and word[0] >= "ぁ")
    words = bare_name(text).split()
    if any(word.strip(".").casefold() in refused for word in _whole(words)):
        return False
    if _is_caseless(text):
        return 2 <= len(words) <= MAX_WORDS and all(map(_CASELESS.fullmatch, words))
    return _is_cased_name(words, folded)


def _is_cased_name(words: list[str], folded: str) -> bool:
    """The test for scripts with capitals: name words, particles and initials, at least one whole word."""
    data, shouting = load_places().words, is_capitals("".join(words))
    whole = _whole(words)
    if not whole or len(words) < 2 or len(whole) > MAX_WORDS or len(words) > MAX_WORDS + 3:
        return False
    if (words[0].islower() and words[0] not in data["opening-particles"]) or words[-1] in data["name-particles"]:
        return False
    if len(whole) == len(words) and all(len(word) <= 2 for word in whole):
        return False
    if shouting and all(len(word) < MIN_CAPITALS for word in whole) and len(whole) == len(words):
        return False
    calendar = names()
    if any(fold(word) in calendar.weekdays and len(word) > 4 for word in whole):
        return False
    return folded not in data["cities"] and all(_is_word_of_name(word, shouting, word is words[-1]) for word in words)
