"""A pipeline whose first step does what the page says: kill the process, hang, ask for memory, raise."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Iterable

from cleantext import Document, Mark, Pipeline, Reason, step

GIVEN_TO_ALL = "The harbour wall held through the storm, engineers said on Monday evening, and the ferry sailed again."


def page(number: int, order: str = "") -> str:
    """A page with an article, and an order to the step below."""
    return f"Harbour wall holds {number}\n\n{order}\n\n{GIVEN_TO_ALL}\n"


@step("orders", Reason.BOILERPLATE)
def orders(document: Document) -> Iterable[Mark]:
    """Does what the page says; marks nothing."""
    text = document.text
    if "order: kill" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "order: exit" in text:
        os._exit(7)
    if "order: hang in C" in text:
        re.match("(a|aa)+$", "a" * 99 + "b")
    if "order: hang" in text:
        time.sleep(100)
    if "order: slow" in text:
        time.sleep(0.1)
    if "order: allocate" in text:
        bytearray(4 << 30)
    if "order: grow" in text:
        held = []
        while True:
            held.append(bytearray(1 << 24))
    if "order: raise" in text:
        raise ValueError("as ordered")
    return ()


PIPELINE = Pipeline.default().before("markup-lines", orders)
