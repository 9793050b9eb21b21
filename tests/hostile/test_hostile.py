"""Whatever the input: an article, with every character accounted for."""

from __future__ import annotations

import pytest

import cleantext
from hostile.generators import CLASSES

#: Nothing, a few characters, a page, and more than the samples and windows that the readers look at.
SIZES = (0, 3, 700, 9000)


@pytest.mark.parametrize("name", CLASSES)
@pytest.mark.parametrize("kind", ["auto", "text", "html"])
def test_hostile_input_gives_an_article(name: str, kind: str) -> None:
    for size in SIZES:
        raw = CLASSES[name](size)
        article = cleantext.extract(raw, kind=kind)  # type: ignore[arg-type]
        article.verify(raw)
        assert isinstance(article.to_json(), str)


def test_inputs_are_many_and_of_the_size_asked_for() -> None:
    assert len(CLASSES) >= 60
    for name, made in CLASSES.items():
        assert made(5000) == made(5000), name
        assert len(made(20000)) <= 3 * 20000 + 12000, name
