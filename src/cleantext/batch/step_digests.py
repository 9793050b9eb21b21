"""What tells a changed step from the one that began a run: its settings and its code."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections.abc import Iterator
from types import CodeType, FunctionType, ModuleType
from typing import Any

from cleantext.patterns import pattern
from cleantext.pipeline import FunctionStep, Pipeline, Step

#: Where an object lies in memory is another place in each process.
_ADDRESS = pattern(" at 0x[0-9a-fA-F]+")


def describe_steps(pipeline: Pipeline | None) -> list[str]:
    """The names of the steps; those that are not the default ones with a digest of their settings and code.

    The code is that of the step and of the functions of its module that it calls.

    >>> from cleantext import PatternLines
    >>> one, other = (PatternLines("weather", pattern) for pattern in ("Weather: .*", "Wind: .*"))
    >>> [describe_steps(Pipeline([step]))[0].partition(" ")[0] for step in (one, other)]
    ['weather', 'weather']
    >>> describe_steps(Pipeline([one])) == describe_steps(Pipeline([other]))
    False
    """
    default = Pipeline.default()
    known = set(map(id, default.steps))
    steps = (pipeline or default).steps
    return [one.name if id(one) in known else f"{one.name} {digest_step(one)}" for one in steps]


def digest_step(one: Step) -> str:
    """A digest of 16 hexadecimal digits."""
    kind = type(one)
    parts = [f"{kind.__module__}.{kind.__qualname__}", *sorted(one.gives)]
    parts += [f"{name}={_describe(value)}" for name, value in sorted(_settings_of(one).items())]
    functions = [one.function] if isinstance(one, FunctionStep) else vars(kind).values()
    for function in functions:
        parts += _walk_code(function, set())
    return hashlib.blake2b("\n".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _settings_of(one: Step) -> dict[str, Any]:
    if isinstance(one, FunctionStep):
        return {}
    if dataclasses.is_dataclass(one):
        return {field.name: getattr(one, field.name) for field in dataclasses.fields(one)}
    return dict(vars(one)) if hasattr(one, "__dict__") else {}


def _walk_code(function: object, seen: set[int]) -> Iterator[str]:
    """The code of a function, and of those of the same module that it names."""
    if not isinstance(function, FunctionType) or id(function) in seen:
        return
    seen.add(id(function))
    yield _describe_code(function.__code__)
    yield _describe((function.__defaults__, [cell.cell_contents for cell in function.__closure__ or ()]))
    for name in function.__code__.co_names:
        called = function.__globals__.get(name)
        if isinstance(called, FunctionType) and called.__module__ == function.__module__:
            yield from _walk_code(called, seen)
        elif not callable(called) and not isinstance(called, ModuleType):
            yield f"{name}={_describe(called)}"


def _describe_code(code: CodeType) -> str:
    """Instructions, names and constants, without the place in the file."""
    inner = [_describe_code(one) if isinstance(one, CodeType) else _describe(one) for one in code.co_consts]
    return f"{code.co_code.hex()} {code.co_names} {inner}"


def _describe(value: object) -> str:
    """A value as text that is the same in every process: sets have no order of their own."""
    if isinstance(value, (set, frozenset)):
        return f"{{{', '.join(sorted(map(_describe, value)))}}}"
    if isinstance(value, re.Pattern):
        return f"{value.pattern!r} {value.flags}"
    return _ADDRESS.sub("", repr(value))
