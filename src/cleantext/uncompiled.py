"""What stands for Cython where it is not installed: modules that can be compiled run as the Python that they are."""

from collections.abc import Callable
from typing import TypeVar

F = TypeVar("F", bound=Callable[..., object])

compiled = False


def cfunc(function: F) -> F:
    """Leave a function as it is."""
    return function


inline = cfunc
ccall = cfunc
