"""Every label of bylines that the word lists hold is read: with one name, with two or three, and with a place."""

from __future__ import annotations

import tomllib
from importlib import resources

import pytest

from cleantext.fields.byline.parse_line import read_byline

LABELS = [
    pytest.param(label, id=f"{entry.name.removesuffix('.toml')}-{label}")
    for entry in sorted(resources.files("cleantext.data").iterdir(), key=lambda one: one.name)
    if entry.name.endswith(".toml")
    for byline in (tomllib.loads(entry.read_text("utf-8")).get("byline"),)
    if byline
    for label in (
        *byline.get("prefix", ()),
        *byline.get("exact", ()),
        *(row["phrase"] for row in byline.get("risky", ())),
    )
    if label.endswith((":", "："))
]
WRITTEN = {
    "Ada Moreno": ["Ada Moreno"],
    "Ada Moreno, Jonas Berger": ["Ada Moreno", "Jonas Berger"],
    "Ada Moreno and Jonas Berger": ["Ada Moreno", "Jonas Berger"],
    "Ayşe Yılmaz ve Ali Kaya": ["Ayşe Yılmaz", "Ali Kaya"],
    "Анна Белова и Олег Ким": ["Анна Белова", "Олег Ким"],
    "Ada Moreno, Jonas Berger, Ana Poe": ["Ada Moreno", "Jonas Berger", "Ana Poe"],
    "Ada Moreno, Berlin": ["Ada Moreno"],
    "Ada Moreno / Berlin": ["Ada Moreno"],
}


def test_there_are_labels_of_many_languages() -> None:
    assert len(LABELS) > 400


@pytest.mark.parametrize("label", LABELS)
def test_label_with_names(label: str) -> None:
    for text, names in WRITTEN.items():
        match = read_byline(f"{label} {text}")
        assert match is not None, text
        assert [person.name for person in match.authors] == names


@pytest.mark.parametrize("label", LABELS)
def test_a_label_with_a_sentence_names_nobody(label: str) -> None:
    match = read_byline(f"{label} what the divers found below the pier")
    assert match is None or not match.authors
