"""Wrong decoding: reported always, undone on request, and the ledger accounts for what was read."""

from __future__ import annotations

import sys

import pytest

import cleantext
from cleantext import CleantextError

BODY = (
    "Früher hieß es „Mühle“, heute heißt das Gebäude anders, sagt die Bürgermeisterin. Für die Gäste öffnet es im März."
)
DAMAGED = BODY.encode().decode("cp1252", "replace")


@pytest.mark.parametrize("raw", [DAMAGED, DAMAGED.encode(), f"<h1>Die Stadt</h1><p>{DAMAGED}</p>"])
def test_a_repair_on_request_gives_the_words_back_and_says_so(raw: str | bytes) -> None:
    article = cleantext.extract(raw, repair_encoding=True)
    assert article.body == BODY
    assert [one.code for one in article.warnings].count("encoding-repaired") == 1
    assert "mojibake" not in [one.code for one in article.warnings]
    article.verify(raw)


def test_without_request_the_text_stays_and_a_warning_reports_it() -> None:
    article = cleantext.extract(DAMAGED)
    assert article.source == DAMAGED
    assert "mojibake" in [one.code for one in article.warnings]


@pytest.mark.parametrize(
    "raw", [BODY, "The word “naïve” is written “naÃ¯ve” on the sign, the painter admits.", "plain", ""]
)
def test_a_text_that_is_right_is_not_touched(raw: str) -> None:
    article = cleantext.extract(raw, repair_encoding=True)
    assert article.source == raw
    assert "encoding-repaired" not in [one.code for one in article.warnings]


def test_without_ftfy_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ftfy", None)
    with pytest.raises(CleantextError, match=r"cleantext-ledger\[repair\]"):
        cleantext.extract(DAMAGED, repair_encoding=True)
