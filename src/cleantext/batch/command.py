"""The command ``cleantext batch``: a thin shell over a run."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from typing import Any

from cleantext.batch.arguments import parsed
from cleantext.batch.inputs import total_bytes
from cleantext.batch.outputs.atomic import replacing
from cleantext.batch.progress import Progress, Quiet, progress_for
from cleantext.batch.run import Run
from cleantext.batch.settings import STANDARD_OUTPUT, Settings
from cleantext.batch.signals import Stop, Stopped
from cleantext.batch.summary import table
from cleantext.errors import CleantextError

OK, FAILED = 0, 1
#: What shells add to a signal's number.
SIGNALLED = 128


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``cleantext batch`` with ``arguments`` and return its exit status."""
    options, settings = parsed(arguments)
    with Stop() as stop:
        run = Run(settings, stop, lambda before: _progress(options.quiet, settings, before))
        try:
            if settings.two_pass:
                _learn(settings, stop, options.quiet)
            summary = run.go()
            if options.summary is not None:
                _write_summary(options.summary, summary)
        except Stopped as stopped:
            _say(f"stopped after {run.tally.pages:,} pages. {_way_on(settings)}")
            return SIGNALLED + stopped.number
        except BrokenPipeError:
            # The reader of standard output wants no more; the interpreter's flush at exit must not meet it.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return OK
        except CleantextError as error:
            _say(str(error))
            if run.tally.pages and "--overwrite" not in str(error):
                _say(f"{run.tally.pages:,} pages are done. When this is settled: {_way_on(settings)}")
            return FAILED
    if not options.quiet:
        print(table(summary), file=sys.stderr)
        if settings.output != STANDARD_OUTPUT and not summary["pages_of_this_run"]:
            _say(f"{settings.output} was complete; there was nothing left to do.")
    return OK


def _learn(settings: Settings, stop: Stop, quiet: bool) -> None:
    """The first pass: the profiles that the second one reads with."""
    from cleantext.sites.learning import Lesson, learn_once

    lesson = Lesson(settings.inputs, settings.reading, settings.limits, settings.learn_pages, settings.pipeline)
    found = learn_once(lesson, settings.profiles or "", settings.lesson(), stop.allowed)
    if found is not None and not quiet:
        _say(str(found))


def _progress(quiet: bool, settings: Settings, before: int) -> Progress:
    return Quiet() if quiet else progress_for(total_bytes(settings.inputs, settings.reading.exclude), before)


def _way_on(settings: Settings) -> str:
    if settings.output == STANDARD_OUTPUT:
        return "With an output file (-o) a run can go on where it was stopped."
    without = " without --overwrite" if settings.overwrite else ""
    return f"The same command{without} goes on from there."


def _write_summary(path: str, summary: dict[str, Any]) -> None:
    try:
        with replacing(path, sync=False) as file:
            file.write(json.dumps(summary, ensure_ascii=False, indent=2).encode("utf-8", "replace") + b"\n")
    except OSError as error:
        raise CleantextError(f"cannot write {path}: {error.strerror or error}") from None


def _say(text: str) -> None:
    print(f"cleantext: {text}", file=sys.stderr)
