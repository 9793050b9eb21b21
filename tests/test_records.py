"""Records are dataclasses and named tuples to everybody, whether their methods are made yet or not."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
import typing
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from cleantext import records


@records.dataclass(frozen=True, slots=True)
class Ferry:
    """A ferry."""

    name: str
    cars: int = 30
    stops: tuple[str, ...] = ()
    notes: list[str] = records.field(default_factory=list, compare=False, repr=False)
    sails: typing.ClassVar[bool] = True

    @property
    def large(self) -> bool:
        """Whether it takes many cars."""
        return self.cars > 20


@dataclasses.dataclass(frozen=True, slots=True)
class PlainFerry:
    """The same, as the standard library makes it."""

    name: str
    cars: int = 30
    stops: tuple[str, ...] = ()
    notes: list[str] = dataclasses.field(default_factory=list, compare=False, repr=False)
    sails: typing.ClassVar[bool] = True


@records.dataclass(slots=True)
class Count:
    """A count that may change."""

    cars: int = 0


@records.dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A limit that refuses some values."""

    cars: int = 1

    def __post_init__(self) -> None:
        if self.cars < 1:
            raise ValueError("none")


class Stop(records.NamedTuple):
    """A stop of a ferry."""

    name: str
    minutes: int = 5

    @property
    def long(self) -> bool:
        """Whether one can leave the ferry there."""
        return self.minutes > 10


def test_a_record_is_a_dataclass() -> None:
    ferry = Ferry("Gull", 12, notes=["old"])
    assert dataclasses.is_dataclass(Ferry)
    assert [one.name for one in dataclasses.fields(ferry)] == [one.name for one in dataclasses.fields(PlainFerry)]
    assert dataclasses.asdict(ferry) == {"name": "Gull", "cars": 12, "stops": (), "notes": ["old"]}
    assert dataclasses.replace(ferry, cars=3) == records.replace(ferry, cars=3) == Ferry("Gull", 3)
    assert (
        repr(ferry)
        == repr(PlainFerry("Gull", 12)).replace("PlainFerry", "Ferry")
        == "Ferry(name='Gull', cars=12, stops=())"
    )
    assert str(inspect.signature(Ferry)) == str(inspect.signature(PlainFerry))
    assert typing.get_type_hints(Ferry) == typing.get_type_hints(PlainFerry)
    assert (Ferry.__match_args__, Ferry.__doc__, Ferry.sails) == (PlainFerry.__match_args__, "A ferry.", True)
    assert not hasattr(ferry, "__dict__")


def test_records_compare_by_their_fields() -> None:
    assert Ferry("Gull", notes=["a"]) == Ferry("Gull", notes=["b"])
    assert hash(Ferry("Gull", notes=["a"])) == hash(Ferry("Gull", notes=["b"]))
    assert Ferry("Gull") != Ferry("Tern")
    assert Ferry("Gull") != PlainFerry("Gull")
    with pytest.raises(TypeError, match="unhashable"):
        hash(Count())


def test_a_frozen_record_refuses_changes() -> None:
    ferry: Any = Ferry("Gull")
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'cars'"):
        ferry.cars = 3
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'cars'"):
        del ferry.cars
    count = Count()
    count.cars += 1
    assert count == Count(1)


@pytest.mark.parametrize("made", [copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))])
@pytest.mark.parametrize("one", [Ferry("Gull", 3, ("Ansel",)), Count(2), Limit(cars=2), Stop("Ansel")])
def test_copies_and_pickles_are_equal(made: Any, one: object) -> None:
    assert made(one) == one
    assert type(made(one)) is type(one)


@pytest.mark.parametrize(
    ("values", "named"),
    [((), {}), (("a", 1, (), [], 5), {}), (("a",), {"name": "b"}), (("a",), {"speed": 3})],
)
def test_misuse_is_told_as_by_dataclasses(values: tuple[Any, ...], named: dict[str, Any]) -> None:
    with pytest.raises(TypeError) as expected:
        PlainFerry(*values, **named)
    with pytest.raises(TypeError) as told:
        Ferry(*values, **named)
    assert str(told.value) == str(expected.value).replace("PlainFerry", "Ferry")


def test_what_is_checked_is_checked_from_the_first_instance_to_those_after_many() -> None:
    with pytest.raises(TypeError):
        Limit(3)  # type: ignore[misc]
    for _ in range(records.MANY + 10):
        assert Limit(cars=2).cars == 2
        with pytest.raises(ValueError, match="none"):
            Limit(cars=0)


def test_many_instances_made_by_threads_are_as_the_first() -> None:
    @records.dataclass(frozen=True, slots=True)
    class Wall:
        """A wall."""

        stones: int
        height: int = 2

    def build(stones: int) -> Wall:
        return Wall(stones)

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(build, range(4 * records.MANY)))
    assert [(one.stones, one.height) for one in made] == [(stones, 2) for stones in range(4 * records.MANY)]
    assert made[0] == Wall(0, 2)


def test_a_record_is_a_named_tuple() -> None:
    stop = Stop("Ansel")
    assert isinstance(stop, tuple)
    assert (stop, stop.name, stop.long, Stop(name="a", minutes=11).long) == (("Ansel", 5), "Ansel", False, True)
    assert repr(stop) == "Stop(name='Ansel', minutes=5)"
    assert stop._replace(minutes=3) == ("Ansel", 3)
    assert (Stop._fields, Stop._field_defaults) == (("name", "minutes"), {"minutes": 5})
    assert typing.get_type_hints(Stop) == {"name": str, "minutes": int}
    assert (Stop.__module__, Stop.__doc__) == (__name__, "A stop of a ferry.")
