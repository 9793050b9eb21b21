"""What tells a changed step from the one that began a run: its settings and its code."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
from collections.abc import Iterator, Mapping
from types import BuiltinFunctionType, CodeType, FunctionType, ModuleType
from typing import Any

from cleantext.patterns import pattern
from cleantext.pipeline import FunctionStep, Pipeline, Step

#: Where an object lies in memory is another place in each process.
_ADDRESS = pattern(" at 0x[0-9a-fA-F]+")
#: What cannot be shown: an attribute or a closure that is not filled yet, or a text of its own that fails.
_UNKNOWN = "?"


def describe_steps(pipeline: Pipeline | None) -> list[str]:
    """The names of the steps; those that are not the default ones with a digest of their settings and code.

    The code is that of the step, and of the functions and values of its module that it names. Changes in other modules
    are not seen, and another release of Python gives other digests.

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
    module = one.function.__module__ if isinstance(one, FunctionStep) else type(one).__module__
    text = "\n".join(_Walk(module).describe_object(one))
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


class _Walk:
    """Describes values as text that is the same in every process; code only as far as it is that of one module."""

    def __init__(self, module: str) -> None:
        self._module = module
        #: Functions that were described, and the objects around the one that is being described.
        self._functions: set[int] = set()
        self._around: list[int] = []

    def describe_object(self, value: object) -> Iterator[str]:
        """The class of an object with its functions and constants, and the attributes of the object."""
        kind = type(value)
        yield f"{kind.__module__}.{kind.__qualname__}"
        for base in kind.__mro__[:-1]:
            if base.__module__ == self._module:
                for name, member in sorted(vars(base).items()):
                    if not (name.startswith("__") and name != "__call__"):
                        yield f"{name}: {self.describe(member)}"
        for name in _names_of(value):
            yield f"{name}={self.describe(getattr(value, name, _UNKNOWN))}"

    def describe(self, value: object) -> str:
        """A value, and what it holds; sets have no order of their own."""
        if isinstance(value, (str, bytes, int, float, complex, type(None), type(...))):
            return repr(value)
        if id(value) in self._around:
            return _UNKNOWN
        self._around.append(id(value))
        try:
            return self._describe_inside(value)
        except Exception:  # An object may do what it likes where it is looked at.
            return _UNKNOWN
        finally:
            self._around.pop()

    def _describe_inside(self, value: Any) -> str:
        if isinstance(value, (set, frozenset)):
            return f"{{{', '.join(sorted(map(self.describe, value)))}}}"
        if isinstance(value, (tuple, list)):
            return f"[{', '.join(map(self.describe, value))}]"
        if isinstance(value, Mapping):
            return f"{{{', '.join(f'{self.describe(key)}: {self.describe(value[key])}' for key in value)}}}"
        if isinstance(value, FunctionType):
            return self._describe_function(value)
        if isinstance(value, (staticmethod, classmethod)):
            return self.describe(value.__func__)
        if isinstance(value, property):
            return self.describe((value.fget, value.fset))
        if isinstance(value, functools.partial):
            return self.describe((value.func, value.args, value.keywords))
        if isinstance(getattr(value, "__wrapped__", None), FunctionType):
            return self.describe(value.__wrapped__)
        if type(value).__name__ == "Pattern":
            return self.describe((value.pattern, value.flags, getattr(value, "named_lists", {})))
        if isinstance(value, (type, ModuleType, BuiltinFunctionType)):
            return f"{getattr(value, '__module__', '')}.{value.__name__}"
        if dataclasses.is_dataclass(value) or type(value).__module__ == self._module:
            return "; ".join(self.describe_object(value))
        return _ADDRESS.sub("", repr(value))

    def _describe_function(self, function: FunctionType) -> str:
        """The code of a function, and what it names of its module; the name alone of one of another package."""
        if function.__module__ != self._module or id(function) in self._functions:
            return f"{function.__module__}.{function.__qualname__}"
        self._functions.add(id(function))
        cells = [_read_cell(cell) for cell in function.__closure__ or ()]
        parts = [self._describe_code(function.__code__, function.__doc__), self.describe(function.__defaults__)]
        parts += [self.describe(function.__kwdefaults__), self.describe(cells)]
        for name in sorted(_names_in(function.__code__)):
            if name in function.__globals__:
                parts.append(f"{name}={self.describe(function.__globals__[name])}")
        return " ".join(parts)

    def _describe_code(self, code: CodeType, doc: str | None = None) -> str:
        """Instructions, names and constants, without the place in the file and the docstring."""
        constants = [one for one in code.co_consts if one is None or one != doc]
        inner = [self._describe_code(one) if isinstance(one, CodeType) else self.describe(one) for one in constants]
        return f"{code.co_code.hex()} {code.co_names} {inner}"


def _names_in(code: CodeType) -> set[str]:
    """The names in a code and in those within it."""
    names = set(code.co_names)
    for one in code.co_consts:
        if isinstance(one, CodeType):
            names |= _names_in(one)
    return names


def _names_of(value: object) -> list[str]:
    """The names of the attributes of an object."""
    if dataclasses.is_dataclass(value):
        return [field.name for field in dataclasses.fields(value)]
    slots = [name for base in type(value).__mro__ for name in _slots_of(base)]
    return sorted({*slots, *getattr(value, "__dict__", ())})


def _slots_of(base: type) -> tuple[str, ...]:
    slots = vars(base).get("__slots__", ())
    return (slots,) if isinstance(slots, str) else tuple(slots)


def _read_cell(cell: Any) -> object:
    try:
        return cell.cell_contents
    except ValueError:
        return _UNKNOWN
