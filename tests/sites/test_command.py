"""The command ``cleantext learn``, and what the others do with its profiles."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cleantext.cli import main
from cleantext.sites import SiteProfiles
from sites.invented import APPEAL, dump


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    path = tmp_path / "pages.jsonl"
    rows = [{"url": f"https://news.post.example/{at}", "text": dump(at)} for at in range(3)]
    rows.append({"url": None, "text": "The ferry sails at noon."})
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


FIELDS = ["--text-field", "text", "--url-field", "url"]


def test_pages_are_learned_into_a_folder(pages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "profiles"
    assert main(["learn", str(pages), "-o", str(folder), *FIELDS]) == 0
    assert "3 pages of 1 sites learned; 1 had no address" in capsys.readouterr().err
    found = SiteProfiles(folder).for_url("https://post.example/9")
    assert found is not None
    assert found.pages == 3


def test_a_second_run_adds_to_what_is_known(pages: Path, tmp_path: Path) -> None:
    folder = str(tmp_path / "profiles")
    assert main(["learn", str(pages), "-o", folder, "--pages", "2", *FIELDS]) == 0
    first = SiteProfiles(folder).of("post.example")
    assert first is not None
    assert first.pages == 2
    assert main(["learn", str(pages), "-o", folder, *FIELDS]) == 0
    second = SiteProfiles(folder).of("post.example")
    assert second is not None
    assert second.pages == 3  # two of the three are copies of what was known


def test_a_batch_reads_with_profiles(pages: Path, tmp_path: Path) -> None:
    folder, out, bare = str(tmp_path / "profiles"), tmp_path / "out.jsonl", tmp_path / "bare.jsonl"
    assert main(["learn", str(pages), "-o", folder, *FIELDS]) == 0
    assert main(["batch", str(pages), "-o", str(out), "--profiles", folder, "--quiet", *FIELDS]) == 0
    assert main(["batch", str(pages), "-o", str(bare), "--quiet", *FIELDS]) == 0
    assert [APPEAL in json.loads(row)["body"] for row in out.read_text("utf-8").splitlines()][:3] == [False] * 3
    assert [APPEAL in json.loads(row)["body"] for row in bare.read_text("utf-8").splitlines()][:3] == [True] * 3


def test_one_page_is_explained_with_a_profile(pages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, page = tmp_path / "profiles", tmp_path / "page.txt"
    assert main(["learn", str(pages), "-o", str(folder), *FIELDS]) == 0
    page.write_text(dump(0), "utf-8")
    profile = str(folder / "post.example.profile.json")
    assert main(["--explain", "--profile", profile, str(page)]) == 0
    assert "on 2 of 2 other pages of this site" in capsys.readouterr().out


def test_missing_inputs_and_wrong_numbers_are_refused(
    pages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for wrong in ([str(tmp_path / "none.jsonl")], [str(pages), "--pages", "0"]):
        with pytest.raises(SystemExit):
            main(["learn", *wrong, "-o", str(tmp_path / "profiles"), *FIELDS])
    told = capsys.readouterr().err
    assert "none.jsonl: no such file or folder" in told
    assert "--pages" in told
    assert not (tmp_path / "profiles").exists()


def test_a_missing_folder_or_file_is_named(pages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["batch", str(pages), "-o", str(tmp_path / "o.jsonl"), "--profiles", str(tmp_path / "none"), *FIELDS])
    assert "`cleantext learn PAGES -o" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["--profile", str(tmp_path / "none.json"), str(pages)])
    assert "none.json" in capsys.readouterr().err
    broken = tmp_path / "profiles"
    broken.mkdir()
    (broken / "post.example.profile.json").write_text("{", "utf-8")
    assert main(["learn", str(pages), "-o", str(broken), *FIELDS]) == 1
    assert "This is no site profile" in capsys.readouterr().err
