"""Frozen values that are quick to define, and fields and readings that are made when they are first asked for."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Mapping
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Self, TypeVar

from cleantext.forks import make_fork_safe_lock

if TYPE_CHECKING:
    from dataclasses import dataclass, field, replace
    from functools import cached_property
    from typing import NamedTuple
else:

    def dataclass(**options: bool) -> Callable[[type], type]:
        """As ``dataclasses.dataclass``."""
        return lambda cls: _made(cls, options)

    def field(**settings: Any) -> _Field:
        """As ``dataclasses.field``."""
        return _Field(settings)

    def replace(value: Any, /, **changes: Any) -> Any:
        """As ``dataclasses.replace``."""
        return type(value)(**{name: getattr(value, name) for name in value.__slots__ if name not in changes}, **changes)

    class cached_property:
        """As ``functools.cached_property``, which until Python 3.12 has one lock for all instances of a class.

        Threads that read at once may make the value twice; all get the first one.
        """

        def __init__(self, make: Callable[[Any], Any]) -> None:
            self._make = make
            self.__doc__ = make.__doc__

        def __set_name__(self, owner: type, name: str) -> None:
            self._name = name

        def __get__(self, instance: Any, owner: type) -> Any:
            return self if instance is None else vars(instance).setdefault(self._name, self._make(instance))


__all__ = ["NamedTuple", "cached_property", "dataclass", "field", "replace"]

#: After 1,000 instances compiling the method has paid for itself.
MANY = 1000


class _Field:
    """What :func:`field` is given."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings = settings


class _Late:
    """An attribute of a class that is made when it is first asked for."""

    def __init__(self, make: Callable[[], object]) -> None:
        self.make = make

    def __get__(self, instance: object, owner: type) -> object:
        return self.make()


def _made(cls: type, options: dict[str, bool]) -> Any:
    """The class with slots for its fields, and with the methods of a dataclass."""
    own = {name: value for name, value in vars(cls).items() if name not in ("__dict__", "__weakref__")}
    types = {name: kind for name, kind in cls.__annotations__.items() if "ClassVar[" not in str(kind)}
    given = {name: own.pop(name) for name in types if name in own}
    settings = {name: one.settings if isinstance(one, _Field) else {"default": one} for name, one in given.items()}

    @cache
    def twin() -> Any:
        """The class as ``dataclasses`` makes it."""
        import dataclasses

        body: dict[str, Any] = {name: dataclasses.field(**one) for name, one in settings.items()}
        body |= {name: own[name] for name in ("__module__", "__doc__", "__post_init__") if name in own}
        return dataclasses.dataclass(**options)(type(cls.__name__, (), body | {"__annotations__": types}))

    def signature() -> object:
        import inspect

        return inspect.signature(twin())

    frozen = options.get("frozen", False)
    methods: dict[str, Any] = {
        "__slots__": tuple(types),
        "__match_args__": () if options.get("kw_only") else tuple(types),
        "__repr__": lambda self: twin().__repr__(self),
        "__dataclass_fields__": _Late(lambda: twin().__dataclass_fields__),
        "__dataclass_params__": _Late(lambda: twin().__dataclass_params__),
        "__signature__": _Late(signature),
    }
    if options.get("eq", True):
        compared = [name for name in types if settings.get(name, {}).get("compare", True)]
        methods |= _comparison(compared, hashed=frozen)
    made: Any = type(cls)(cls.__name__, cls.__bases__, methods | own)
    made.__qualname__ = cls.__qualname__
    made.__init__ = _init(made, settings, twin)
    if frozen:
        _freeze(made)
    return made


def _comparison(names: list[str], *, hashed: bool) -> dict[str, Any]:
    """The methods that compare values by their fields."""
    values: Callable[[Any], Any] = attrgetter(*names) if names else lambda value: ()

    def equal(one: Any, other: Any) -> bool:
        return values(one) == values(other) if type(other) is type(one) else NotImplemented

    return {"__eq__": equal, "__hash__": (lambda one: hash(values(one))) if hashed else None}


def _init(made: Any, settings: dict[str, dict[str, Any]], twin: Callable[[], Any]) -> Callable[..., None]:
    """The method that sets the fields; once there are many instances, that of the twin takes its place."""
    names: tuple[str, ...] = made.__slots__
    setters = {name: vars(made)[name].__set__ for name in names}
    ends = hasattr(made, "__post_init__")
    count = 0

    def init(self: Any, *values: Any, **named: Any) -> None:
        nonlocal count
        count += 1
        if count == MANY:
            made.__init__ = twin().__init__
        places = dict(zip(made.__match_args__, values, strict=False))
        if len(places) < len(values) or not places.keys().isdisjoint(named) or not setters.keys() >= named.keys():
            twin()(*values, **named)  # which says what is wrong
        places |= named
        for name, set_field in setters.items():
            if name in places:
                set_field(self, places[name])
            elif "default" in (setting := settings.get(name, {})):
                set_field(self, setting["default"])
            elif setting:
                set_field(self, setting["default_factory"]())
            else:
                twin()(*values, **named)
        if ends:
            self.__post_init__()

    return init


def _freeze(made: Any) -> None:
    """Let the fields of instances be set by ``__init__`` and by unpickling alone."""
    names: tuple[str, ...] = made.__slots__

    def refuse(self: object, name: str, *value: object) -> None:
        if type(self) is made or name in names:
            from dataclasses import FrozenInstanceError

            raise FrozenInstanceError(f"cannot {'assign to' if value else 'delete'} field {name!r}")
        (object.__setattr__ if value else object.__delattr__)(self, name, *value)

    def state(self: object) -> list[object]:
        return [getattr(self, name) for name in names]

    def restore(self: object, state: list[object]) -> None:
        for name, value in zip(names, state, strict=True):
            object.__setattr__(self, name, value)

    made.__setattr__ = made.__delattr__ = refuse
    made.__getstate__, made.__setstate__ = state, restore


class _TupleMaker(type):
    """Makes named tuples of classes, without looking at the types of their fields as ``typing.NamedTuple`` does."""

    def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> Any:
        """The named tuple of the fields and methods in ``body``; the class without bases is what stands for them."""
        if not bases:
            return super().__new__(cls, name, bases, body)
        types = body["__annotations__"]
        make: Any = namedtuple  # a type checker takes it for the making of a class of its own
        made = make(name, types, defaults=[body[one] for one in types if one in body], module=body["__module__"])
        for key, value in body.items():
            if key not in types and key not in ("__module__", "__dict__", "__weakref__"):
                setattr(made, key, value)
        return made


if not TYPE_CHECKING:

    class NamedTuple(metaclass=_TupleMaker):
        """As ``typing.NamedTuple``."""


#: Held while a field is made, of whichever value: threads take turns anyway while they compute.
_MAKING = make_fork_safe_lock()
#: Makes a field of the value that it is given.
Maker = Callable[[Any], object]
Value = TypeVar("Value", bound="Lazy")


class Lazy:
    """The base of a frozen dataclass with slots, whose fields may be made when they are first read.

    A slot that holds nothing yet asks the maker of its field, once; the maker and what it alone holds on to then go.
    Comparing, copying and pickling read all fields, and so make them.

    >>> from dataclasses import dataclass
    >>> @dataclass(frozen=True, slots=True)
    ... class Wall(Lazy):
    ...     stones: int
    ...     weight: int
    >>> wall = Wall.with_makers({"stones": 3}, {"weight": lambda wall: 20 * wall.stones})
    >>> wall.weight, wall == Wall(3, 60)
    (60, True)
    """

    __slots__ = ("_makers",)

    if TYPE_CHECKING:
        _makers: dict[str, Maker]

    @classmethod
    def with_makers(cls, values: Mapping[str, object], makers: dict[str, Maker]) -> Self:
        """A value of these fields, and of others that ``makers`` make of it."""
        made = cls.__new__(cls)
        for name, value in values.items():
            object.__setattr__(made, name, value)
        object.__setattr__(made, "_makers", makers)
        return made

    if not TYPE_CHECKING:  # a type checker is to know the fields, and no others

        def __getattr__(self, name: str) -> object:
            """The field ``name``, made now; whoever asks meanwhile waits, and gets the same."""
            makers = {} if name == "_makers" else getattr(self, "_makers", {})
            if name in makers:
                with _MAKING:
                    if name in makers:
                        object.__setattr__(self, name, makers[name](self))
                        del makers[name]
                        if makers.keys().isdisjoint(type(self).__slots__):
                            makers.clear()  # what is no field can be told from the fields
            return object.__getattribute__(self, name)


def completed(value: Value) -> Value:
    """The value, all of whose fields are made now."""
    for name in type(value).__slots__:
        getattr(value, name)
    return value


T = TypeVar("T")


class Memo:
    """The answers of functions that read a text and look at nothing else; it lives as long as the page's document."""

    __slots__ = ("_known",)

    def __init__(self) -> None:
        """Begin with nothing read."""
        self._known: dict[tuple[Callable[[str], Any], str], Any] = {}

    def of(self, read: Callable[[str], T], text: str) -> T:
        """What ``read`` says of a text.

        >>> memo = Memo()
        >>> memo.of(str.split, "Ada Moreno") is memo.of(str.split, "Ada Moreno")
        True
        """
        key = read, text
        if key in self._known:
            known: T = self._known[key]
            return known
        found = self._known[key] = read(text)
        return found
