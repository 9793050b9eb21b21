"""What stands for Cython where it is not installed: modules that can be compiled run as the Python that they are."""

from __future__ import annotations

from typing import TypeVar

T = TypeVar("T")

compiled = False
int = uint = ulonglong = None


def cfunc(one: T) -> T:
    """Leave a function or class as it is."""
    return one


ccall = cclass = inline = cfunc


def declare(_kind: object, value: T) -> T:
    """Leave a number as it is."""
    return value
