"""The weights are whole, the features are those that they were made for, and prose is kept."""

from __future__ import annotations

import hashlib
import math
from array import array
from dataclasses import replace
from importlib import resources
from operator import mul
from random import Random

import pytest

from cleantext import Claimed, Document, Field, Noted, Pipeline, PipelineError, Reason, Removed, extract
from cleantext.input.read import read_document
from cleantext.quality import Promise, promise_of
from cleantext.scorer.body import LineScorer
from cleantext.scorer.columns import Lists, Table
from cleantext.scorer.decision import HIGHEST, LOWEST, favor_threshold, threshold_of
from cleantext.scorer.model import WeightsError, load_model, pack_weights, read_weights
from cleantext.scorer.scores import features_of, scores_of
from cleantext.scorer.wording import WordWeights

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
    data = resources.files("cleantext.scorer").joinpath("weights", f"{name}.trees").read_bytes()
    assert len(data) < 1_000_000
    assert read_weights(data).names == load_model(name).names
    damaged = data[:-1] + bytes([data[-1] ^ 1])
    with pytest.raises(WeightsError, match="checksum"):
        read_weights(damaged)


@pytest.mark.parametrize(("name", "raw"), PAGES)
def test_features_are_those_of_the_weights(name: str, raw: str) -> None:
    document = before_scoring(raw)
    model = load_model(name)
    names, values, size = features_of(document, model.lists, model.table)
    assert tuple(names) == model.names
    assert len(set(names)) == len(names)
    assert size == len(document.segments)
    assert len(values) == size * len(names)
    assert all(map(math.isfinite, values))
    assert max(model.forest.feature) < len(names)


@pytest.mark.parametrize("count", [1, 2, 5, 15, 40, 41])
def test_pages_of_every_length_have_the_same_features(count: int) -> None:
    document, _ = read_document("\n".join(f"Lamp {number}." for number in range(count)), kind="text")
    model = load_model("text")
    found = features_of(document, model.lists, model.table)
    assert (tuple(found.names), found.size, len(found.values)) == (model.names, count, count * len(model.names))


@pytest.mark.parametrize(("name", "raw"), PAGES)
def test_scores_are_probabilities_and_the_same_each_time(name: str, raw: str) -> None:
    model = load_model(name)
    table = features_of(before_scoring(raw), model.lists, model.table)
    scores = model.scores(table)
    assert all(0 <= score <= 1 for score in scores)
    assert model.scores(table) == scores
    assert [model.scores(table, array("i", [at]))[0] for at in range(table.size)] == scores.tolist()
    assert not model.scores(table, array("i"))


def small_weights(table: WordWeights | None = None, kinds: tuple[str, ...] = ()) -> bytes:
    """Two trees of one cut each, at the second feature and at the first."""
    header: dict[str, object] = {
        "names": ["words", "ends"],
        "lists": [["share"], [], [], []],
        "depth": 1,
        "roots": [0, 3],
        "nodes": 6,
        "kinds": kinds,
    }
    arrays = {
        "feature": array("H", [1, 0, 0, 0, 0, 0]),
        "threshold": array("f", [0.5, 0, 0, 7, 0, 0]),
        "left": array("i", [1, 1, 2, 4, 4, 5]),
        "right": array("i", [2, 1, 2, 5, 4, 5]),
        "value": array("f", [0, -1, 1, 0, -2, 2]),
    }
    return pack_weights(header, arrays, table)


def test_what_is_packed_is_unpacked() -> None:
    words = WordWeights(array("b", [-3, 0, 5]), 0.25, -1.5)
    model = read_weights(small_weights(words))
    assert (model.names, model.lists, model.forest.depth) == (("words", "ends"), Lists(("share",)), 1)
    assert model.table == words
    assert model.forest.children.tolist() == [1, 2, 1, 1, 2, 2, 4, 5, 4, 4, 5, 5]
    rows = Table(["words", "ends"], array("f", [3, 12, 7, 0, 1, 0.5]), 3)
    assert model.scores(rows).tolist() == pytest.approx([1 / (1 + math.exp(one)) for one in (3, -3, 3)])
    assert model.telling(rows, array("i", [2, 1])) == [["words", "ends"], []]
    assert model.telling(rows, array("i", [0]), 1) == [["words"]]


def test_sums_that_no_exponential_holds_are_as_good_as_certain() -> None:
    model = read_weights(small_weights())
    far = model.forest.value[:]
    far[1], far[2] = -900.0, 900.0
    certain = replace(model, forest=model.forest._replace(value=far))
    rows = Table(["words", "ends"], array("f", [3, 12, 0, 1]), 2)
    assert certain.scores(rows).tolist() == [0.0, 1.0]


def test_shares_are_the_odds_of_each_among_all_and_none() -> None:
    model = read_weights(small_weights())
    odds = [math.exp(-3), math.exp(3), math.exp(-1)]
    rows = Table(["words", "ends"], array("f", [3, 12, 3, 0, 1, 1]), 3)
    assert model.shares(rows) == pytest.approx([one / (1 + sum(odds)) for one in odds])


def test_a_table_of_too_few_features_is_refused() -> None:
    with pytest.raises(WeightsError, match="ask for 2 features; the table has 1"):
        read_weights(small_weights()).scores(Table(["words"], array("f", [3, 12]), 2))


@pytest.mark.parametrize(
    ("named", "instead"), [(b'"roots":[0,3]', b'"roots":[0,6]'), (b'["words","ends"]', b'["words"]')]
)
def test_weights_that_lead_beyond_their_arrays_are_refused(named: bytes, instead: bytes) -> None:
    payload = small_weights().partition(b"\n")[2]
    assert named in payload
    for damaged in (payload.replace(named, instead), payload[:-8]):
        with pytest.raises(WeightsError, match="do not have"):
            read_weights(hashlib.sha256(damaged).hexdigest().encode() + b"\n" + damaged)


def test_the_trees_of_kinds_take_turns() -> None:
    model = read_weights(small_weights(kinds=("article", "forum")))
    # The first tree asks whether a line ends, the second how many words it has.
    kinds = [model.kind(Table(["words", "ends"], array("f", row), 1)) for row in ([0, 1], [9, 0], [9, 1], [0, 0])]
    assert kinds == ["article", "forum", "forum", "article"]


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
        assert LOWEST <= threshold_of(scores, [10] * len(scores)) <= HIGHEST


@pytest.mark.parametrize("turn", range(5))
def test_no_other_threshold_promises_a_better_fit(turn: int) -> None:
    random = Random(turn)
    scores = [random.choice((random.random(), 0.3)) for _ in range(30)]
    words = [random.randrange(1, 50) for _ in scores]
    expected = sum(map(mul, scores, words))

    def fit(threshold: float) -> float:
        kept = [pair for pair in zip(scores, words, strict=True) if pair[0] >= threshold]
        return 2 * sum(score * count for score, count in kept) / (sum(count for _, count in kept) + expected)

    best = max(map(fit, [one for one in scores if LOWEST <= one <= HIGHEST]))
    found = threshold_of(scores, words)
    assert found in (LOWEST, HIGHEST) or fit(found) == pytest.approx(best)


def test_a_promise_counts_words() -> None:
    found = promise_of(
        [0.9, 0.2, 0.4, 0.5, 0.01],
        [10, 5, 4, 6, 30],
        [True, False, True, True, False],
        [False, True, True, False, False],
        0.4,
    )
    hit, expected = 9 + 1.6 + 3, 9 + 1 + 1.6 + 3 + 0.3
    assert found.precision == pytest.approx(hit / 20, abs=1e-4)
    assert found.recall == pytest.approx(hit / expected, abs=1e-4)
    assert found.f1 == pytest.approx(2 * hit / (20 + expected), abs=1e-4)
    assert (found.lost, found.kept) == (5, 10)
    assert found.overruled == pytest.approx(4 / 20)
    # Of the removed lines only the second stands between kept ones.
    assert found.within == pytest.approx(5 / 25)


def test_a_page_of_which_nothing_is_kept_has_a_promise() -> None:
    assert promise_of([], [], [], [], 0.4) == Promise(0.0, 0.0, 0.0, 0, 0, 0.0, 0.0)
    assert promise_of([0.0], [0], [False], [False], 0.4) == Promise(0.0, 0.0, 0.0, 0, 0, 0.0, 0.0)


def test_a_favour_moves_the_threshold_of_every_page() -> None:
    for threshold in (LOWEST, 0.3, HIGHEST):
        low, high = favor_threshold(threshold, "recall"), favor_threshold(threshold, "precision")
        assert 0 < low < threshold < high < 1
        assert favor_threshold(threshold, None) == threshold


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
