"""Everything a run is told, and the part of it that its records depend on."""

from __future__ import annotations

import datetime
from dataclasses import asdict, dataclass, field
from typing import Any

import cleantext
from cleantext.batch.inputs import InputOptions
from cleantext.batch.outputs import OutputFormat, OutputOptions
from cleantext.batch.pool import ProcessLimits
from cleantext.pipeline import Pipeline

#: The name of an output that means standard output.
STANDARD_OUTPUT = "-"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a run is told. ``pipeline_name`` is how the command names the pipeline."""

    inputs: tuple[str, ...]
    output: str
    format: OutputFormat
    limits: ProcessLimits
    reading: InputOptions = field(default_factory=InputOptions)
    writing: OutputOptions = field(default_factory=OutputOptions)
    rejected: str | None = None
    #: Rejected pages are always lines of JSON.
    rejected_format: OutputFormat = "jsonl"
    pipeline: Pipeline | None = None
    pipeline_name: str | None = None
    now: datetime.datetime | None = None
    overwrite: bool = False
    #: The folder that holds the profiles of sites.
    profiles: str | None = None
    #: Whether the profiles are first learned from the inputs, and from how many pages of a site.
    two_pass: bool = False
    learn_pages: int = 0

    def config(self) -> dict[str, Any]:
        """What records depend on; the number of workers is not among it."""
        return {
            **self.lesson(),
            "format": self.format,
            "rejected": self.rejected,
            "now": self.now.isoformat() if self.now else None,
            "profiles": self.profiles,
            "timeout": self.limits.seconds,
            "memory": self.limits.memory,
            "fields": list(self.writing.fields) if self.writing.fields is not None else None,
            "ledger": self.writing.ledger,
        }

    def lesson(self) -> dict[str, Any]:
        """What profiles depend on that are learned from the inputs."""
        return {
            "version": cleantext.__version__,
            "inputs": list(self.inputs),
            "pipeline": self.pipeline_name,
            "steps": list((self.pipeline or Pipeline.default()).names),
            "two-pass": self.learn_pages if self.two_pass else None,
            **{f"input {name}": value for name, value in asdict(self.reading).items() if name != "exclude"},
        }
