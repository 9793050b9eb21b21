"""Pipelines are values: they are changed by name, hold steps to the rules of marking, and say who broke them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import pytest

import cleantext
from cleantext import (
    Claimed,
    Document,
    Field,
    Mark,
    Noted,
    PatternLines,
    Pipeline,
    PipelineError,
    Reason,
    Removed,
    Span,
    Step,
    extract,
    step,
)
from cleantext.fields.dateline import DatelineStep
from cleantext.input.read import read_document

PAGE = """\
Harbour wall holds through the storm
By Ada Moreno
9 March 2024
LONDON (AP) — The harbour wall held through the storm, engineers said on Saturday, and the ferry sailed again.
Weather today: wind from the west
The council will inspect the stones in April and publish what the divers find below the pier.
"""


@dataclass(frozen=True)
class Weather:
    """A step of one's own: ten lines, no base class."""

    name: str = "weather-lines"
    gives: frozenset[Reason | Field] = frozenset((Reason.BOILERPLATE,))

    def __call__(self, document: Document) -> Iterable[Mark]:
        for segment in document.open():
            if segment.text.startswith("Weather today"):
                yield Removed(segment.index, Reason.BOILERPLATE, "begins with: Weather today")


@step("nothing", Reason.BOILERPLATE)
def nothing(document: Document) -> Iterable[Mark]:
    return ()


def rogue(*marks: Mark) -> Pipeline:
    """The default pipeline with a step before the first that gives ``marks``."""

    @step("rogue", Reason.SHARE, Field.BODY, Field.SECTION)
    def rogue_step(document: Document) -> Iterable[Mark]:
        return marks

    return Pipeline.default().before(Pipeline.default().names[0], rogue_step)


def test_own_step_takes_part_and_stands_in_the_ledger() -> None:
    pipeline = Pipeline.default().before("line-scores", Weather())
    article = cleantext.extract(PAGE, pipeline=pipeline)
    entry = next(entry for entry in article.ledger if entry.text.startswith("Weather"))
    assert (entry.step, entry.reason, entry.evidence) == ("weather-lines", "boilerplate", "begins with: Weather today")
    assert "Weather" not in article.body
    assert "Weather" in cleantext.extract(PAGE).body, "the default pipeline is as it was"
    article.verify(PAGE)


def test_without_leaves_out_the_named_steps() -> None:
    default = Pipeline.default()
    assert default.without().names == default.names
    left = default.without("share-lines", "captions").names
    assert left == tuple(name for name in default.names if name not in ("share-lines", "captions"))


def test_before_after_and_replace_put_a_step_in_its_place() -> None:
    base = Pipeline([Weather("a"), Weather("b")])
    assert base.before("b", nothing).names == ("a", "nothing", "b")
    assert base.before("a", nothing).names == ("nothing", "a", "b")
    assert base.after("b", nothing).names == ("a", "b", "nothing")
    assert base.after("a", nothing).names == ("a", "nothing", "b")
    assert base.replace("a", nothing).names == ("nothing", "b")
    assert base.replace("a", Weather("a")) == base
    assert base.names == ("a", "b"), "the methods return copies"


def test_pipelines_are_values() -> None:
    assert Pipeline([Weather()]) == Pipeline([Weather()])
    assert hash(Pipeline([Weather()])) == hash(Pipeline([Weather()]))
    assert Pipeline([Weather()]) != Pipeline([nothing])
    assert len(Pipeline.default()) == len(list(Pipeline.default())) == len(Pipeline.default().names)
    assert repr(Pipeline([nothing])) == "Pipeline(nothing)"


@pytest.mark.parametrize("method", ["before", "after", "replace"])
def test_unknown_name_is_an_error_that_lists_the_known(method: str) -> None:
    base = Pipeline([Weather("a"), Weather("b")])
    with pytest.raises(PipelineError, match=r"'c'.*a, b"):
        getattr(base, method)("c", nothing)
    with pytest.raises(PipelineError, match=r"'c'.*a, b"):
        base.without("a", "c")


def test_two_steps_of_one_name_are_an_error() -> None:
    with pytest.raises(PipelineError, match=r"twice: weather-lines"):
        Pipeline([Weather(), nothing, Weather()])
    with pytest.raises(PipelineError, match="nothing"):
        Pipeline([Weather(), nothing]).after("weather-lines", nothing)


@pytest.mark.parametrize(
    ("marks", "told"),
    [
        (
            [Removed(0, Reason.SHARE, "x"), Removed(0, Reason.SHARE, "x")],
            r"'rogue'.*line 1.*Harbour wall.*this step itself",
        ),
        ([Removed(99, Reason.SHARE, "x")], r"'rogue'.*segment 99.*document has \d+ segments"),
        ([Removed(-1, Reason.SHARE, "x")], r"'rogue'.*segment -1"),
        ([Removed(0, Reason.COOKIE, "x")], r"'rogue'.*cookie.*gives.*share"),
        ([Claimed(0, Field.HEADLINE, "x")], r"'rogue'.*headline"),
        ([Claimed(0, Field.BODY, "x", span=Span(0, 60))], r"'rogue'.*outside.*line 1"),
        ([Claimed(1, Field.BODY, "x", span=Span(0, 4))], r"'rogue'.*outside.*line 2.*By Ada Moreno"),
        ([Claimed(0, Field.BODY, "x", span=Span(4, 4))], r"'rogue'.*outside.*line 1"),
    ],
)
def test_broken_rules_name_the_step_and_the_line(marks: list[Mark], told: str) -> None:
    with pytest.raises(PipelineError, match=told):
        cleantext.extract(PAGE, pipeline=rogue(*marks))


def test_a_line_that_an_earlier_step_has_decided_is_refused() -> None:
    @step("early", Reason.SHARE)
    def early(document: Document) -> Iterable[Mark]:
        yield Removed(1, Reason.SHARE, "x")

    @step("late", Reason.SHARE)
    def late(document: Document) -> Iterable[Mark]:
        yield Removed(1, Reason.SHARE, "x")

    with pytest.raises(PipelineError, match=r"'late'.*line 2: 'By Ada Moreno'.*'early'"):
        cleantext.extract(PAGE, pipeline=Pipeline([early, late]))


def test_a_suspicion_can_be_overruled_by_a_later_step_and_stands_where_none_does() -> None:
    @step("early", Reason.SHARE)
    def early(document: Document) -> Iterable[Mark]:
        yield Removed(1, Reason.SHARE, "x", sure=False)
        yield Removed(2, Reason.SHARE, "x", sure=False)

    @step("late", Field.BODY)
    def late(document: Document) -> Iterable[Mark]:
        assert 1 not in {segment.index for segment in document.open()}
        assert {1, 2} <= {segment.index for segment in document.undecided()}
        yield Claimed(1, Field.BODY, "y")

    document = Pipeline([early, late]).run(read_document(PAGE)[0])
    said = [None if one is None else one.step for one in document.decisions[:3]]
    assert said == [None, "late", "early"]


def test_notes_claim_no_text() -> None:
    pipeline = rogue(Noted(Field.SECTION, "Harbour", "told so"))
    article = cleantext.extract(PAGE, pipeline=pipeline)
    assert article.section == "Harbour"
    assert article.evidence["section"].step == "rogue"
    assert article.body == cleantext.extract(PAGE).body


def test_a_pipeline_that_leaves_lines_open_is_an_error_with_the_way_out() -> None:
    with pytest.raises(cleantext.LedgerError, match=r"Line \d+ .*Keep a step that claims the rest"):
        cleantext.extract(PAGE, pipeline=Pipeline.default().without("line-scorer", "body"))


def test_a_claim_of_a_part_splits_the_line_and_the_ledger_stays_exact() -> None:
    pipeline = Pipeline.default().replace("dateline", DatelineStep(strip=True))
    article = cleantext.extract(PAGE, pipeline=pipeline)
    article.verify(PAGE)
    entries = [entry for entry in article.ledger if entry.number == 4]
    assert [entry.field for entry in entries] == ["dateline", "body"]
    assert entries[0].text.startswith("LONDON (AP)")
    assert entries[1].text.startswith("The harbour wall held")
    assert article.dateline is not None
    assert article.dateline.text == "LONDON (AP)"
    assert article.paragraphs[0].text.startswith("The harbour wall held")


@pytest.mark.parametrize(("low", "high"), [(0, 7), (8, 12), (31, 36), (0, 36), (7, 8)])
def test_any_part_of_a_line_can_be_claimed(low: int, high: int) -> None:
    article = cleantext.extract(PAGE, pipeline=rogue(Claimed(0, Field.BODY, "x", span=Span(low, high))))
    article.verify(PAGE)
    assert "".join(entry.text for entry in article.ledger) == PAGE


COMMENTED = """<html><body><article><h1>Harbour wall holds</h1>
<p>The harbour wall held through the storm, engineers said on Saturday, and the ferry sailed again before noon.</p>
<p>Divers went down twice in the afternoon to look at the stones below the pier, and found a bicycle there.</p>
</article><div class="comments"><p>I saw the bicycle fall into the water myself, it was a Tuesday.</p></div></body></html>"""


def test_comments_are_removed_unless_the_pipeline_is_told_to_keep_them() -> None:
    comment = "I saw the bicycle fall into the water myself, it was a Tuesday."
    usual = cleantext.extract(COMMENTED)
    assert usual.comments == ()
    assert [one.reason for one in usual.removed if comment in one.text] == ["comments"]
    kept = cleantext.extract(COMMENTED, pipeline=Pipeline.default().configure("page-regions", keep_comments=True))
    assert [one.text for one in kept.comments] == [comment]
    assert kept.body == usual.body


def test_an_unknown_setting_is_an_error_that_lists_the_known_ones() -> None:
    with pytest.raises(PipelineError, match="'dateline' has no setting trim; it has: name, gives, strip"):
        Pipeline.default().configure("dateline", trim=True)


def test_a_claim_without_a_value_is_read_from_its_line() -> None:
    fields = {
        "Harbour wall": Field.HEADLINE,
        "Reported by": Field.BYLINE,
        "Coast": Field.SECTION,
        "It stood": Field.DESCRIPTION,
    }

    @step("own-fields", *fields.values())
    def own_fields(document: Document) -> Iterator[Mark]:
        for segment in document.undecided():
            for start, field in fields.items():
                if segment.text.startswith(start):
                    yield Claimed(segment.index, field, "it begins so")

    page = (
        "Coast\nHarbour wall holds\nIt stood for a hundred years.\nReported by Ada Moreno\n\n"
        + "The wall held, they said.\n" * 3
    )
    article = extract(page, pipeline=Pipeline.default().before("headline", own_fields))
    assert (article.section, article.headline) == ("Coast", "Harbour wall holds")
    assert article.description == "It stood for a hundred years."
    assert article.byline == "Reported by Ada Moreno"
    assert {article.evidence[name].step for name in ("headline", "byline", "section", "description")} == {"own-fields"}
    assert [person.name for person in article.authors] == ["Ada Moreno"]


@pytest.mark.parametrize(
    "make", [lambda: step("own", "gallery")(lambda document: ()), lambda: PatternLines("own", "a", "gallery")]
)
def test_a_reason_of_one_s_own_is_refused_where_the_pipeline_is_made(make: Callable[[], Step]) -> None:
    with pytest.raises(
        PipelineError, match=r"'own' gives 'gallery', which is neither a reason nor a field.*advertisement"
    ):
        Pipeline.default().before("headline", make())


def test_gives_may_be_any_set_and_must_be_there() -> None:
    @dataclass
    class Own:
        name: str = "own"
        gives: object = (Reason.BOILERPLATE,)

        def __call__(self, document: Document) -> Iterable[Mark]:
            return ()

    assert "own" in Pipeline.default().before("headline", Own()).names
    with pytest.raises(PipelineError, match="'own' needs `gives`"):
        Pipeline.default().before("headline", Own(gives=None))


def test_an_exception_of_a_step_names_it() -> None:
    @step("own", Reason.BOILERPLATE)
    def own(document: Document) -> Iterator[Mark]:
        raise ValueError("no such word")

    with pytest.raises(ValueError, match="no such word") as raised:
        extract("The wall held.", pipeline=Pipeline.default().before("headline", own))
    assert raised.value.__notes__ == ["in the step 'own'"]


def test_a_pattern_removes_a_line_that_a_step_suspects() -> None:
    page = (
        "<h1>Harbour wall holds</h1><p>The harbour wall held through the storm, engineers said.</p>"
        "<p>Bildergalerie: Die Mauer</p><p>Divers looked at the stones below the pier in the afternoon.</p>"
    )
    pipeline = Pipeline.default().before("headline", PatternLines("gallery", "Bildergalerie: .*"))
    assert [line.step for line in extract(page, pipeline=pipeline).removed if line.text.startswith("Bilder")] == [
        "gallery"
    ]
