"""DataFrames of Dask: a record for each page, and a page that kills its process costs itself, not its partition."""

from __future__ import annotations

from typing import Any

from cleantext.integrations.tables import TableExtractor, TableLearner, merge_frame


def extract_pages(frame: Any, **settings: Any) -> Any:
    """A DataFrame with a record for each row of ``frame``, which has columns for pages, ids and URLs.

    Partitions and index stay; the columns have the types of Arrow. The settings are those of
    :class:`~cleantext.integrations.tables.TableExtractor`: ``fields``, ``keep_columns``, ``html_field``, ``timeout``,
    ``profiles`` and so on. Each thread of a Dask worker has one worker of its own.
    """
    extractor = TableExtractor(**settings)
    # No page is in it, so no worker starts.
    columns = extractor.extract_frame(frame._meta)
    return frame.map_partitions(extractor.extract_frame, meta=columns)


def learn_profiles(frame: Any, **settings: Any) -> Any:
    """A DataFrame of ``site`` and ``profile`` (JSON), a row for each site of ``frame``, which has pages and URLs.

    It has one partition. The settings are those of :class:`~cleantext.integrations.tables.TableLearner`: ``pages`` (of
    a site in a partition), ``url_field``, ``timeout`` and so on.
    ``dict(profiles.compute().itertuples(index=False))`` is what ``profiles=`` takes.
    """
    learner = TableLearner(**settings)
    # No page is in it, so no worker starts.
    columns = learner.learn_frame(frame._meta)
    return frame.reduction(learner.learn_frame, aggregate=merge_frame, combine=merge_frame, meta=columns)
