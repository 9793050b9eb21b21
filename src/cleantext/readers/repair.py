"""Wrong decoding undone, where the caller asks for it: "FrÃ¼her" reads "Früher" again."""

from __future__ import annotations

from cleantext.errors import MissingExtraError


def repaired(text: str) -> str:
    """The text with each stretch of mojibake decoded as it should have been; characters that are right stay.

    ftfy does it (the extra ``repair``): of its fixes only those of the encoding. MissingExtraError where it is not
    installed.

    >>> repaired("FrÃ¼her hieÃŸ es â€žMÃ¼hleâ€œ")
    'Früher hieß es „Mühle“'
    """
    try:
        from ftfy import fix_encoding
    except ImportError:
        raise MissingExtraError("repair", "ftfy", "undo wrong decoding") from None
    # Lines are repaired one by one: ftfy judges a text as a whole, and one that is right would speak for all.
    return "".join([line if line.isascii() else fix_encoding(line) for line in text.splitlines(keepends=True)])
