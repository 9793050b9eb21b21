"""A run of ``cleantext batch``.

It begins in ``command.main``, which turns the command line into settings and calls ``run.Run.run``. That begins a new
output (``Run._begin``) or resumes an earlier one from its journal (``Run._resume``; ``journal.Journal`` knows the
pages that are done). Workers make the records (``record.extract_page``, then ``record.RecordEncoder``), and
``Run._extract_pages`` writes them; ``report`` shows progress and the summary.
"""
