"""The options of ``extract``, as one value that every way of extracting takes."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Literal

from cleantext.budget import DEFAULT, Limits, check_budget
from cleantext.pipeline import Pipeline
from cleantext.records import dataclass, replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import TypedDict

    class OptionValues(TypedDict, total=False):
        """The fields of :class:`Options` as keyword arguments."""

        kind: Kind
        content_type: str | None
        now: datetime.datetime | None
        pipeline: Pipeline | None
        favor: Favor | None
        limits: Limits
        budget: float | None
        repair_encoding: bool
        drop: str | Iterable[str]
        keep: str | Iterable[str]
        comments: bool


Kind = Literal["auto", "text", "html"]
Favor = Literal["precision", "recall"]
#: Two names that share three quarters of their letters are one misspelled.
LIKENESS = 0.75
KINDS: tuple[Kind, ...] = ("auto", "text", "html")
FAVORS: tuple[Favor, ...] = ("precision", "recall")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How pages are extracted: the same value for one page, for many, for columns, and for engines.

    Every function that takes ``options`` takes its fields as keyword arguments too; these win. ValueError for an
    unknown ``kind`` or ``favor`` or a negative ``budget``; SelectorError for a selector that cannot be read.

    >>> from cleantext import Options, extract
    >>> options = Options(kind="text", drop="aside")
    >>> extract("The wall held.", options=options).kind, options.drop
    ('text', ('aside',))
    """

    #: Which reader to use; "auto" tells HTML from text.
    kind: Kind = "auto"
    #: The HTTP header that came with bytes, for their encoding.
    content_type: str | None = None
    #: The datetime that relative dates ("3 hours ago") count from; without it they stay unresolved.
    now: datetime.datetime | None = None
    #: The steps, in place of the default ones.
    pipeline: Pipeline | None = None
    #: "precision" keeps fewer lines that are not the article's, "recall" loses fewer that are. It moves the threshold
    #: of the step ``line-scorer``, which the pipeline must have, and nothing else.
    favor: Favor | None = None
    #: How much of a page is read (docs/limits.md).
    limits: Limits = DEFAULT
    #: Seconds after which the article comes back as it is then, with the warning ``out-of-time``.
    budget: float | None = None
    #: Undo wrong decoding ("FrÃ¼her") in a text that is full of it; offsets are then those of the repaired text.
    repair_encoding: bool = False
    #: CSS selectors, one or several, of elements of an HTML page whose text is removed for the reason ``dropped``.
    drop: str | Iterable[str] = ()
    #: CSS selectors of elements whose text no step removes.
    keep: str | Iterable[str] = ()
    #: Keep readers' comments, as data beside the body.
    comments: bool = False

    def __post_init__(self) -> None:
        """Refuse what no page could be extracted with."""
        _check_choice("kind", self.kind, KINDS)
        _check_choice("favor", self.favor, (None, *FAVORS))
        check_budget(self.budget)
        if self.drop or self.keep:
            from cleantext.html.tags import selectors_of

            chosen = selectors_of(self.drop, self.keep)
            object.__setattr__(self, "drop", chosen.drop)
            object.__setattr__(self, "keep", chosen.keep)
        else:
            object.__setattr__(self, "drop", ())
            object.__setattr__(self, "keep", ())

    def make_pipeline(self) -> Pipeline:
        """The steps as these options set them; PipelineError where ``favor`` has no step to move."""
        steps = self.pipeline or Pipeline.default()
        if self.favor is not None:
            steps = steps.configure("line-scorer", favor=self.favor)
        if self.drop or self.keep:
            steps = steps.configure("selected-elements", drop=self.drop, keep=self.keep)
        for name in ("page-regions", "late-page-regions", "comment-thread") if self.comments else ():
            steps = steps.configure(name, keep_comments=True)
        return steps

    def to_dict(self) -> dict[str, Any]:
        """The options that are not the default, as JSON holds them; a pipeline is the names of its steps.

        >>> from cleantext import Limits, Options
        >>> Options(favor="recall", limits=Limits(lines=9)).to_dict()
        {'favor': 'recall', 'limits': {'lines': 9}}
        """
        changed = {name: value for name in self.__slots__ if (value := getattr(self, name)) != getattr(_PLAIN, name)}
        if self.now is not None:
            changed["now"] = self.now.isoformat()
        if self.pipeline is not None:
            changed["pipeline"] = list(self.pipeline.names)
        if "limits" in changed:
            limits = [(name, getattr(self.limits, name)) for name in Limits.__slots__]
            changed["limits"] = {name: value for name, value in limits if value != getattr(DEFAULT, name)}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in changed.items()}


def choose_options(options: Options | None, settings: Mapping[str, Any]) -> Options:
    """``options`` with the fields that ``settings`` has; TypeError for a name that is no option.

    >>> choose_options(Options(favor="recall"), {"budget": 2.0}).to_dict()
    {'favor': 'recall', 'budget': 2.0}
    >>> choose_options(None, {"favour": "recall"})
    Traceback (most recent call last):
    TypeError: 'favour' is no option; did you mean 'favor'?
    """
    chosen = _PLAIN if options is None else options
    if not isinstance(chosen, Options):
        raise TypeError(f"options is of type {type(chosen).__name__}, not Options")
    if not settings:
        return chosen
    unknown = [name for name in settings if name not in Options.__slots__]
    if unknown:
        raise TypeError(f"{unknown[0]!r} is no option; {suggest_name(unknown[0], Options.__slots__)}")
    return replace(chosen, **settings)


def suggest_name(name: str, known: Iterable[str]) -> str:
    """The end of a message about an unknown name: the one that was meant, or all that there are.

    >>> suggest_name("bugdet", ["budget", "favor"]), suggest_name("x", ["budget", "favor"])
    ("did you mean 'budget'?", 'there are: budget, favor')
    """
    known = list(known)
    close = find_close_name(name, known)
    return f"did you mean {close!r}?" if close else f"there are: {', '.join(known)}"


def find_close_name(name: str, known: Iterable[str]) -> str | None:
    """The known name that is most like a wrong one; None without a like one."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, list(known), 1, LIKENESS)), None)


def _check_choice(name: str, value: object, choices: tuple[object, ...]) -> None:
    if value not in choices:
        *others, last = [str(choice) for choice in choices]
        raise ValueError(f"{name} must be {', '.join(others)} or {last}, not {value!r}.")


_PLAIN = Options()
