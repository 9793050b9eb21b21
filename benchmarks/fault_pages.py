"""Pages that say what befalls their process, and the pipeline whose first step does it: for faults.py."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Iterable
from pathlib import Path

from cleantext import Document, Mark, Pipeline, Reason, step

#: The environment variable that names the folder of the job.
FOLDER = "CLEANTEXT_FAULTS"


def make_page(number: int, order: str = "") -> str:
    """A page with an article, and an order to the step below."""
    body = "The harbour wall held through the storm, engineers said on Monday evening, and the ferry sailed again."
    return f"Harbour wall holds {number}\n\n{order}\n\n{body}\n"


@step("orders", Reason.BOILERPLATE)
def follow_orders(document: Document) -> Iterable[Mark]:
    """Do what the page says, and count it in the log of the job; mark nothing."""
    text = document.text
    folder = Path(os.environ[FOLDER])
    # The warm-up of workers has no order and is not counted.
    if "order: " in text:
        with open(folder / "pages.log", "ab", buffering=0) as log:
            log.write(b".")
    if "order: kill" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "order: hang" in text:
        time.sleep(1000)
    if "order: allocate" in text:
        bytearray(4 << 30)
    if "order: slow" in text:
        time.sleep(0.1)
    for order, pid in (("order: end worker once", os.getpid()), ("order: end engine once", os.getppid())):
        with contextlib.suppress(FileExistsError):
            if order in text:
                (folder / order).touch(exist_ok=False)
                os.kill(pid, signal.SIGKILL)
    return ()


PIPELINE = Pipeline.default().before("markup-lines", follow_orders)
