"""Dumps of pages without an article."""

from __future__ import annotations

import pytest

from cleantext import extract


@pytest.mark.parametrize(
    "page",
    [
        "The Ansel Courier\nHome\nNews\nSports\nObituaries\nArchive\nMarch 2024 (12)\nFebruary 2024 (9)\nJanuary 2024 (14)\n"
        "« Older\nNewer »\nSubscribe\nPrivacy policy\n© 2024 The Ansel Courier",
        "Stadtanzeiger Brelingen\nStart\nPolitik\nSport\nKultur\nSeite 1 2 3 4 5\nAnmelden\nImpressum\nDatenschutz\nKontakt",
    ],
)
def test_a_page_of_menus_has_no_body(page: str) -> None:
    article = extract(page)
    assert not article.body
    assert "no-body" in [warning.code for warning in article.warnings]
    article.verify(page)
