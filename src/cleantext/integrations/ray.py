"""Datasets of Ray Data: actors with warm workers, and a page that kills its process costs itself, not its block."""

from __future__ import annotations

from typing import Any

from cleantext.integrations.tables import TableExtractor, TableLearner, merge_table

#: An actor waits while its worker extracts: together they take one core, and readers need one now and then.
CORES = 0.5


class PageExtractor(TableExtractor):
    """The class for ``Dataset.map_batches``: each of its actors turns blocks of pages into blocks of records.

    :func:`extract_pages` uses it; use it yourself for other arguments of ``map_batches``
    (``batch_format="pyarrow"``).
    """

    def __call__(self, table: Any) -> Any:
        """The records of a ``pyarrow.Table`` of pages."""
        return self.extract_table(table)


def extract_pages(dataset: Any, *, actors: int = 1, batch_size: int = 256, **settings: Any) -> Any:
    """A Dataset with a record for each row of ``dataset``, which has columns for pages, ids and URLs.

    ``actors`` is the number of processes that work at the same time, each with one worker of its own; ``batch_size``
    the number of pages that an actor gets at a time. The other settings are those of
    :class:`~cleantext.integrations.tables.TableExtractor`: ``fields``, ``keep_columns``, ``timeout`` and so on.
    """
    # Wrong settings are errors here, not in an actor.
    TableExtractor(**settings)
    return dataset.map_batches(
        PageExtractor,
        fn_constructor_kwargs=settings,
        batch_format="pyarrow",
        batch_size=batch_size,
        concurrency=actors,
        # Actors that take all cores leave none for reading and writing, and the dataset waits for ever.
        num_cpus=CORES,
    )


class PageLearner(TableLearner):
    """The class for ``Dataset.map_batches`` whose actors learn profiles; see :func:`learn_profiles`."""

    def __call__(self, table: Any) -> Any:
        """The profiles of a ``pyarrow.Table`` of pages."""
        return self.learn_table(table)


def learn_profiles(dataset: Any, *, actors: int = 1, **settings: Any) -> Any:
    """A Dataset of ``site`` and ``profile`` (JSON), a row for each site of ``dataset``, which has pages and URLs.

    ``actors`` is that of :func:`extract_pages`; each gets whole blocks. The other settings are those of
    :class:`~cleantext.integrations.tables.TableLearner`: ``pages`` (of a site in a block), ``url_field``, ``timeout``
    and so on. ``{row["site"]: row["profile"] for row in profiles.iter_rows()}`` is what ``profiles=`` takes.
    """
    TableLearner(**settings)
    learned = dataset.map_batches(
        PageLearner,
        fn_constructor_kwargs=settings,
        batch_format="pyarrow",
        batch_size=None,
        concurrency=actors,
        num_cpus=CORES,
    )
    return learned.groupby("site").map_groups(merge_table, batch_format="pyarrow")
