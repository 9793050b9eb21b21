"""Each engine learns the profiles that its partitions give together; skipped where it is not installed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from batch.running import ENVIRONMENT
from integrations.test_engine_docs import ENGINES
from sites.invented import dump

pyarrow = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")

from cleantext import SiteProfile  # noqa: E402

#: Each reads pages.parquet, which holds a page that kills its process, and leaves a dict ``profiles``.
PROGRAMS = {
    "spark": """
from pyspark.sql import SparkSession
from cleantext.integrations.spark import learn_profiles
spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
pages = spark.read.parquet("pages.parquet").repartition(3)
profiles = dict(learn_profiles(pages, pipeline=PIPELINE).collect())
spark.stop()
""",
    "ray": """
import ray
from cleantext.integrations.ray import learn_profiles
ray.init(num_cpus=2, include_dashboard=False)
pages = ray.data.read_parquet("pages.parquet", override_num_blocks=3)
profiles = {row["site"]: row["profile"] for row in learn_profiles(pages, pipeline=PIPELINE).iter_rows()}
""",
    "dask": """
import dask.dataframe
from distributed import Client, LocalCluster
from cleantext.integrations.dask import learn_profiles
if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster):
        pages = dask.dataframe.read_parquet("pages.parquet").repartition(npartitions=3)
        profiles = dict(learn_profiles(pages, pipeline=PIPELINE).compute().itertuples(index=False))
""",
}
HEAD = "import json, pathlib\nfrom batch.faulty import PIPELINE\n"
TAIL = "pathlib.Path('profiles.json').write_text(json.dumps(profiles))"


@pytest.mark.parametrize("engine", PROGRAMS)
def test_partitions_give_one_profile_of_each_site(engine: str, tmp_path: Path) -> None:
    pytest.importorskip(ENGINES[engine])
    pages = [(f"https://{site}.example/{number}", dump(number)) for number in range(3) for site in ("post", "tide")]
    rows = [{"url": url, "text": text} for url, text in [*pages, ("https://post.example/kill", "order: kill")]]
    (tmp_path / "pages.parquet").mkdir()
    for number in range(3):
        parquet.write_table(
            pyarrow.Table.from_pylist(rows[number::3]), tmp_path / "pages.parquet" / f"{number}.parquet"
        )
    program = PROGRAMS[engine]
    indent = "        " if engine == "dask" else ""
    (tmp_path / "program.py").write_text(HEAD + program + indent + TAIL)
    done = subprocess.run(
        [sys.executable, "program.py"],
        capture_output=True,
        check=False,
        text=True,
        cwd=tmp_path,
        env={**ENVIRONMENT, "PYSPARK_PYTHON": sys.executable},
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    profiles = json.loads((tmp_path / "profiles.json").read_text())
    assert sorted(profiles) == ["post.example", "tide.example"]
    for site, text in profiles.items():
        found, expected = SiteProfile.from_json(text), SiteProfile.learn(page for page in pages if site in page[0])
        assert found.describe() == expected.describe()
        assert found.lines.rows.keys() == expected.lines.rows.keys()
