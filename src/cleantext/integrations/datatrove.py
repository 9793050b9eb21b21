"""A step for pipelines of datatrove: documents of pages become documents of articles."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from cleantext.batch.outputs.tables import column_name
from cleantext.batch.outputs.writing import check_fields, get_field
from cleantext.batch.run.record import REJECTED, Outcome, RecordEncoder
from cleantext.batch.settings import (
    OutputOptions,
    SourcePage,
)
from cleantext.batch.workers.pool import Pool, make_task
from cleantext.errors import load_library

if TYPE_CHECKING:
    from typing import Unpack

    from cleantext.batch.workers.pool import PoolValues
    from cleantext.sites.store import ProfileSource

PipelineStep: Any = load_library("datatrove.pipeline.base", "extract documents of datatrove", "datatrove").PipelineStep

#: The fields that go into the metadata if none are chosen.
FIELDS = ("status", "reason", "headline", "date", "authors.name", "publisher.name", "language", "quality")


class ArticleExtractor(PipelineStep):  # type: ignore[misc]
    """Replaces the text of each document, a page of HTML or a dump, by the body of its article.

    The chosen ``fields`` go into the metadata (docs/batch.md#columns has their names, with "_" for the dot). With
    ``markdown`` the text is Markdown. The page is the document's text, or what the metadata hold under ``page_key``,
    bytes or text, which is then removed; its URL is in the metadata under ``url_key``.

    A page that hangs, crashes or needs too much memory costs itself alone. A document without an article keeps its
    place with an empty text and its ``status``. With an ``exclusion_writer`` it goes there, with its page, and is
    dropped. The other arguments are those of :class:`cleantext.Pool`; each rank has a pool of its own, with one worker
    unless you say otherwise. ``profiles`` is a path that all ranks can open, or a dict of
    their JSON by site.

    >>> from datatrove.data import Document
    >>> page = Document("<h1>Wall holds</h1><p>The harbour wall held through the storm, engineers said.</p>", "a")
    >>> for document in ArticleExtractor(("headline",)).run([page]):
    ...     print(document.text, document.metadata)
    The harbour wall held through the storm, engineers said. {'headline': 'Wall holds'}
    """

    type = "🛢 - EXTRAC"
    name = "📰 cleantext"

    def __init__(
        self,
        fields: Sequence[str] = FIELDS,
        *,
        markdown: bool = False,
        page_key: str | None = None,
        url_key: str = "url",
        exclusion_writer: Any = None,
        profiles: ProfileSource | None = None,
        workers: int = 1,
        **settings: Unpack[PoolValues],
    ) -> None:
        super().__init__()
        self.fields = check_fields(fields) if fields else ()
        self.page_key = page_key
        self.url_key = url_key
        self.exclusion_writer = exclusion_writer
        encode = DocumentEncoder(self.fields, markdown=markdown)
        self.pool = Pool.for_task(*make_task(encode, workers, profiles=profiles, **settings))

    def run(self, data: Any, rank: int = 0, world_size: int = 1) -> Iterator[Any]:
        """The documents in their order, each with its article."""
        writer_context = self.exclusion_writer or contextlib.nullcontext()
        with self.pool as pool, writer_context as writer:
            results = pool.run((document, self._make_page(document)) for document in data)
            while True:
                with self.track_time():
                    result = next(results, None)
                if result is None:
                    return
                document, (line, text) = result
                record = json.loads(line)
                self.stat_update("total", record["status"])
                for field in self.fields:
                    value = get_field(record, field)
                    document.metadata[column_name(field)] = str(value) if field == "date" and value else value
                if writer is not None and record["status"] in REJECTED:
                    self.stat_update("dropped")
                    writer.write(document, rank)
                    continue
                document.text = record.get("body") or "" if text is None else text
                if self.page_key is not None:
                    document.metadata.pop(self.page_key, None)
                self.stat_update("forwarded")
                self.update_doc_stats(document)
                yield document

    def _make_page(self, document: Any) -> SourcePage:
        url = document.metadata.get(self.url_key)
        raw = document.text if self.page_key is None else document.metadata.get(self.page_key)
        problem = None if isinstance(raw, (str, bytes)) else f"the metadata hold no page under {self.page_key!r}"
        return SourcePage(document.id, "" if problem else raw, "", 0, str(url) if url else None, problem=problem)


class DocumentEncoder:
    """Makes the record of a page and its Markdown; sent to each worker."""

    def __init__(self, fields: Sequence[str], *, markdown: bool) -> None:
        self._encode = RecordEncoder(OutputOptions((*fields, "status", "body")))
        self._markdown = markdown

    def __call__(self, page: SourcePage, outcome: Outcome) -> tuple[bytes, str | None]:
        """The record as JSON, which is text that every writer takes, and the Markdown if it is asked for."""
        line, _ = self._encode(page, outcome)
        if not self._markdown or outcome.article is None:
            return line, None
        return line, outcome.article.to_markdown().encode("utf-8", "replace").decode()
