"""Dataclasses that are quick to define: ``dataclasses`` writes and compiles methods that most pages never call.

The classes are dataclasses to everybody else: to type checkers, and to ``dataclasses.fields``, ``replace`` and
``asdict``. They have slots, and inherit no fields.

>>> @dataclass(frozen=True, slots=True)
... class Ferry:
...     name: str
...     cars: int = 30
>>> replace(Ferry("Gull"), cars=12)
Ferry(name='Gull', cars=12)
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass, field, replace
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


__all__ = ["NamedTuple", "dataclass", "field", "replace"]

#: After so many instances the compiled method is worth the time that it takes to make.
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
