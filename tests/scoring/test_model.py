"""The weights are whole, the features are those that they were made for, and prose is kept."""

from __future__ import annotations

from importlib import resources

import numpy as np
import pytest

from cleantext import Claimed, Document, Field, Noted, Pipeline, PipelineError, Reason, Removed, extract
from cleantext.readers import read_document
from cleantext.scoring.features import features_of
from cleantext.scoring.model import WeightsError, load_model, unpacked
from cleantext.scoring.promise import Promise
from cleantext.scoring.scores import scores_of
from cleantext.scoring.step import LineScorer
from cleantext.scoring.threshold import HIGHEST, LOWEST, favored, threshold_of

#: The scorer, and the steps that decide on what is left.
LAST_STEPS = ("second-opinion", "line-scorer", "body")
MENU = [f"{word} {number}" for number in range(12) for word in ("Harbour", "Lamps", "Ropes")]
PROSE = [
    f"The harbour wall held through storm number {number}, engineers said on Saturday, and the ferry sailed again before"
    " noon, with forty people and three dogs on board."
    for number in ("one", "two", "three", "four", "five", "six", "seven", "eight")
]
PAGE = "\n".join(["Home", "Contact", "Log in", *MENU, "Harbour wall holds", "By Ada Moreno", *PROSE, "Privacy Policy"])
HTML = (
    "<html><body><nav><ul>"
    + "".join(f"<li><a href='/{number}'>{line}</a></li>" for number, line in enumerate(MENU))
    + "</ul></nav><article><h1>Harbour wall holds</h1>"
    + "".join(f"<p>{line}</p>" for line in PROSE)
    + "</article><footer><p>Privacy Policy</p></footer></body></html>"
)
PAGES = [("text", PAGE), ("html", HTML)]


def before_scoring(raw: str) -> Document:
    """The document as the scorer gets it."""
    known = Pipeline.default().names
    return Pipeline.default().without(*[name for name in LAST_STEPS if name in known]).run(read_document(raw)[0])


@pytest.mark.parametrize("name", ["text", "text-second", "html", "text-kind", "html-kind"])
def test_weights_are_small_and_match_their_checksum(name: str) -> None:
    data = resources.files("cleantext.scoring").joinpath("weights", f"{name}.trees").read_bytes()
    assert len(data) < 1_000_000
    assert unpacked(data).names == load_model(name).names
    damaged = data[:-1] + bytes([data[-1] ^ 1])
    with pytest.raises(WeightsError, match="checksum"):
        unpacked(damaged)


@pytest.mark.parametrize(("name", "raw"), PAGES)
def test_features_are_those_of_the_weights(name: str, raw: str) -> None:
    document = before_scoring(raw)
    model = load_model(name)
    names, values = features_of(document, model.lists, model.table)
    assert tuple(names) == model.names
    assert len(set(names)) == len(names)
    assert values.shape == (len(document.segments), len(names))
    assert np.isfinite(values).all()
    assert int(model.feature.max()) < len(names)


@pytest.mark.parametrize("count", [1, 2, 5, 15, 40, 41])
def test_pages_of_every_length_have_the_same_features(count: int) -> None:
    document, _ = read_document("\n".join(f"Lamp {number}." for number in range(count)), kind="text")
    model = load_model("text")
    assert features_of(document, model.lists, model.table)[1].shape == (count, len(model.names))


@pytest.mark.parametrize(("name", "raw"), PAGES)
def test_scores_are_probabilities_and_the_same_each_time(name: str, raw: str) -> None:
    model = load_model(name)
    values = features_of(before_scoring(raw), model.lists, model.table)[1]
    scores = model.scores(values)
    assert ((scores >= 0) & (scores <= 1)).all()
    assert (model.scores(values) == scores).all()
    assert np.allclose(np.concatenate([model.scores(values[at : at + 1]) for at in range(len(values))]), scores)


@pytest.mark.parametrize(("name", "raw"), PAGES)
def test_prose_is_kept_and_every_open_line_is_decided(name: str, raw: str) -> None:
    document = before_scoring(raw)
    marks = list(LineScorer()(document))
    decided = [mark for mark in marks if not isinstance(mark, Noted)]
    assert {mark.segment for mark in decided} >= {segment.index for segment in document.open()}
    assert {mark.segment for mark in decided} <= {segment.index for segment in document.undecided()}
    kept = {document.segments[mark.segment].text for mark in marks if isinstance(mark, Claimed)}
    assert kept >= set(PROSE)
    assert all(mark.field is Field.BODY for mark in marks if isinstance(mark, Claimed))


@pytest.mark.parametrize("count", [1, 2, 5])
def test_short_pages_are_decided_like_long_ones(count: int) -> None:
    document = before_scoring("\n".join(["Home", "Contact", *PROSE[:count]]))
    kept = [mark for mark in LineScorer()(document) if isinstance(mark, Claimed)]
    assert {document.segments[mark.segment].text for mark in kept} == set(PROSE[:count])


def test_endless_pages_are_left_as_they_are() -> None:
    pipeline = Pipeline.default().configure("line-scores", most=5)
    before = pipeline.without(*LAST_STEPS)
    document = before.run(read_document("\n".join(PROSE), kind="text")[0])
    assert scores_of(document) is None
    assert not list(LineScorer()(document))
    article = extract("\n".join(PROSE), pipeline=pipeline)
    assert "unjudged" in [warning.code for warning in article.warnings]


def test_a_suspicion_stands_unless_it_is_overruled() -> None:
    document = before_scoring(PAGE)
    suspected = {segment.index for segment in document.undecided()} - {segment.index for segment in document.open()}
    assert suspected
    after = document.marked("line-scorer", list(LineScorer()(document)))
    for index in suspected:
        now, before = after.decisions[index], document.decisions[index]
        assert now == before or (now is not None and now.step == "line-scorer" and "against" in now.mark.evidence)


def test_no_lines_are_no_error() -> None:
    assert not list(LineScorer()(before_scoring("")))


def test_the_threshold_stays_within_its_bounds() -> None:
    for scores in ([0.999] * 5, [0.001] * 5, [0.0]):
        words = np.full(len(scores), 10.0)
        assert LOWEST <= threshold_of(np.array(scores), words) <= HIGHEST


def test_a_favour_moves_the_threshold_of_every_page() -> None:
    for threshold in (LOWEST, 0.3, HIGHEST):
        low, high = favored(threshold, "recall"), favored(threshold, "precision")
        assert 0 < low < threshold < high < 1
        assert favored(threshold, None) == threshold


@pytest.mark.parametrize(("name", "raw"), PAGES)
def test_what_precision_keeps_recall_keeps_too(name: str, raw: str) -> None:
    bodies = {
        favor: {
            one.text
            for one in extract(raw, pipeline=Pipeline.default().configure("line-scorer", favor=favor)).paragraphs
        }
        for favor in ("precision", None, "recall")
    }
    assert bodies["precision"] <= bodies[None] <= bodies["recall"]
    assert {one.text for one in extract(raw, favor="precision").paragraphs} == bodies["precision"]


def test_an_unknown_favour_is_refused() -> None:
    with pytest.raises(PipelineError, match="it can be 'precision', 'recall' or None"):
        LineScorer(favor="speed")  # type: ignore[arg-type]


def test_a_favour_needs_the_scorer() -> None:
    with pytest.raises(PipelineError, match="line-scorer"):
        extract(PAGE, favor="recall", pipeline=Pipeline.default().without("line-scorer"))


@pytest.mark.parametrize(("name", "raw"), PAGES)
def test_a_scored_removal_tells_its_probability_and_what_spoke_against_it(name: str, raw: str) -> None:
    document = before_scoring(
        raw.replace("Harbour wall holds</h1>", "Harbour wall holds</h1><p>Lamp oil for a song</p>")
    )
    model = load_model(name)
    removed = [mark for mark in LineScorer(favor="precision")(document) if isinstance(mark, Removed)]
    for mark in removed:
        assert mark.evidence.startswith("scored 0.")
        if mark.reason is not Reason.SCORED:
            assert "beside line" in mark.evidence
            assert mark.evidence.endswith(f": {mark.reason}")
            continue
        told = mark.evidence.partition(": ")[2].split(", ")
        assert 1 <= len(told) <= 3
        assert set(told) <= set(model.names)


@pytest.mark.parametrize(("name", "raw"), PAGES)
def test_a_scored_page_has_a_kind_and_an_expected_fit(name: str, raw: str) -> None:
    notes = {mark.field: mark.value for mark in LineScorer()(before_scoring(raw)) if isinstance(mark, Noted)}
    assert notes[Field.PAGE_KIND] in load_model(f"{name}-kind").kinds
    promise = notes[Field.QUALITY]
    assert isinstance(promise, Promise)
    assert 0 <= promise.f1 <= 1
    assert 0 <= promise.within <= 1
