"""The shape of people's names, in alphabets and in East Asian scripts."""

from __future__ import annotations

from cleantext.grammar.gazetteer import country_of, load_places
from cleantext.grammar.names import fold, names
from cleantext.grammar.places import is_capitals
from cleantext.patterns import pattern
from cleantext.writing import has_digit

# Longer names occur, but rather are titles: "The Wonderful Wizard Of Oz".
MAX_WORDS = 4
MAX_LENGTH = 50
# Capitals alone ("DOE") may close a name of mixed case ("Jane DOE"), where they are no acronym.
MIN_CAPITALS = 4

_EAST_ASIAN = pattern(
    r"[㐀-鿿]{2,5}|[㐀-鿿]{1,3}[ 　][㐀-鿿ぁ-ヿ]{1,4}|[㐀-鿿]{1,3}[ぁ-ヿ]{1,4}"
    r"|[가-힣]{2,4}|[㐀-鿿ァ-ヿ]{2,8}[·・][㐀-鿿ァ-ヿ]{2,8}"
)
_CASED = pattern(r"(?:[dDlLO]['’]|al-|Al-|el-|El-)?[^\W\d_](?:[^\W\d_]|['’\-](?=[^\W\d_]))*\.?")
_INITIALS = pattern(r"(?:[^\W\d_]\.-?){1,3}|[A-Z]")
# "TimesNovember": two words that a page glues; "MacDonald" and "DiBenedetto" are names.
_GLUED = pattern(r"[^\W\d_]{4}[a-zß-ÿ](?=[A-Z])")
#: A character of a script without capitals, or of one that is rare.
_NO_CAPITALS = pattern("[^\0-\u058f\u1e00-\u2bff]")
#: What may stand at the ends of a word.
_MARKS = ".,;:!?()[]{}<>\"'`*_|/+-=#~•·–—“”„‘’«»›‹…"
_CASELESS = pattern(r"[؀-ۿऀ-෿฀-๿֐-׿‌]+")


def _is_caseless(text: str) -> bool:
    """Whether the script knows no capitals, and is not East Asian."""
    return text[:1] >= "֐" and text.upper() == text.lower()


def bare_name(text: str) -> str:
    """A name without "Dr." or "Prof." before it.

    >>> bare_name("Dr. A. B. Smith")
    'A. B. Smith'
    """
    return " ".join(_bare(text.split()))


def _bare(words: list[str]) -> list[str]:
    """The words of a name without titles before them."""
    titles = load_places().words["honorifics"]
    while len(words) > 2 and words[0].rstrip(".").casefold() in titles:
        words = words[1:]
    return words


def _is_initials(word: str) -> bool:
    """Whether a word is "J.", "J.-P." or "J"."""
    return (len(word) == 1 or word[1] == ".") and _INITIALS.fullmatch(word) is not None


def _is_word_of_name(word: str, shouting: bool, last: bool) -> bool:
    """Whether one word, no particle and no initials, can stand in a name that begins with a capital."""
    if word.isalpha() and word[0].isupper() and word[1:].islower():
        return True
    if not _CASED.fullmatch(word) or word[0].islower() and word[:3] not in ("al-", "el-", "d'A", "d’A"):
        return False
    if word.endswith(".") and len(word) > 5 or word.endswith(("'s", "’s")) or _GLUED.search(word):
        return False
    if not shouting and len(word) > 1 and word.isupper():
        return last and len(word) >= MIN_CAPITALS or len(word) == 2 and "J" in word  # "JD", "AJ", "CJ": initials
    return True


def has_capitals(text: str) -> bool:
    """Whether all letters of a text are of scripts that have capitals.

    >>> has_capitals("Ada Moreno"), has_capitals("王敬照")
    (True, False)
    """
    return text.isascii() or _NO_CAPITALS.search(text) is None


def may_hold_name(text: str) -> bool:
    """Whether a text may hold a person's name: two words in a row that a name can be made of, or a capless script.

    This is a look at each word by itself, far cheaper than to read the text; it errs on the side of names.

    >>> may_hold_name("Photos by Ada Moreno"), may_hold_name("Harbour wall holds"), may_hold_name("Latest News")
    (True, False, False)
    """
    if not has_capitals(text):
        return True
    words = load_places().words
    refused, particles, opening = words["not-names"], words["name-particles"], words["opening-particles"]
    fits_before = whole_before = False
    for token in text.split():
        word = token.strip(_MARKS)
        small = word.islower()
        if len(word) == 1:
            fits = not small or "." in token or word in particles
        elif word.isalpha():
            fits = word in particles or word in opening if small else word.casefold() not in refused
        else:
            fits = not word.isdigit() and word != ""
        whole = not (small and word.isalpha())
        if fits and fits_before and (whole or whole_before):
            return True
        fits_before, whole_before = fits, whole and fits
    return False


def looks_like_name(text: str) -> bool:
    """Whether a text has the shape of a person's name.

    That is two to four capitalised words with particles and initials, or a name in a script without capitals.

    >>> [looks_like_name(name) for name in ("Ana de la Cruz", "J.R. O'Neill", "王敬照", "Ольга Берёзкина")]
    [True, True, True, True]
    >>> [looks_like_name(text) for text in ("Jane", "BBC News", "Popular Demand", "New York", "Kopf bis Fuß")]
    [False, False, False, False, False]
    """
    words = text.split()
    if not 2 <= len(text) <= MAX_LENGTH or (len(words) < 2 and text.isascii()) or has_digit(text):
        return False
    # The long lists are asked last: few texts have the shape of a name.
    if not _has_shape(text, words):
        return False
    data, folded = load_places(), text.casefold()
    known = folded in data.words["not-names"] or folded in data.agencies or folded in data.regions
    return not (known or country_of(text))


def _has_shape(text: str, words: list[str]) -> bool:
    """Whether the words of a text can each stand in a name, and together make one."""
    lists = load_places().words
    refused, particles = lists["not-names"], lists["name-particles"]
    if not text.isascii() and _EAST_ASIAN.fullmatch(text):
        return not any(word in text for word in refused if not word.isascii() and len(word) > 1 and word[0] >= "ぁ")
    words = _bare(words)
    whole = [word for word in words if word not in particles and not _is_initials(word)]
    if any(word.strip(".").casefold() in refused for word in whole):
        return False
    if _is_caseless(text):
        return 2 <= len(words) <= MAX_WORDS and all(map(_CASELESS.fullmatch, words))
    return _is_cased_name(words, whole) and text.casefold() not in lists["cities"]


def _is_cased_name(words: list[str], whole: list[str]) -> bool:
    """The test for scripts with capitals; ``whole`` are the words that are neither particles nor initials."""
    if not whole or len(words) < 2 or len(whole) > MAX_WORDS or len(words) > MAX_WORDS + 3:
        return False
    lists = load_places().words
    if (words[0].islower() and words[0] not in lists["opening-particles"]) or words[-1] in lists["name-particles"]:
        return False
    shouting = is_capitals("".join(words))
    if not all(_is_word_of_name(word, shouting, word is words[-1]) for word in whole):
        return False
    if len(whole) == len(words) and all(len(word) <= 2 for word in whole):
        return False
    if shouting and all(len(word) < MIN_CAPITALS for word in whole) and len(whole) == len(words):
        return False
    weekdays = names().weekdays
    return not any(len(word) > 4 and fold(word) in weekdays for word in whole)
