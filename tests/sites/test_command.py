"""The command ``cleantext learn``, and what the others do with its profiles."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pandas
import pytest

from cleantext import aextract, explain, extract_many
from cleantext.batch.settings import SourcePage
from cleantext.cli import main
from cleantext.errors import ProfileError
from cleantext.integrations.dataframes import articles
from cleantext.integrations.scrapy import ArticlePipeline
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


def bodies(path: Path) -> list[bool]:
    return [APPEAL in json.loads(row)["body"] for row in path.read_text("utf-8").splitlines()][:3]


def test_a_batch_learns_first_and_then_reads(pages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, out = tmp_path / "profiles", tmp_path / "out.jsonl"
    command = ["batch", str(pages), "-o", str(out), "--profiles", str(folder), "--two-pass", *FIELDS]
    assert main(command) == 0
    assert "3 pages of 1 sites learned; 1 had no address" in capsys.readouterr().err
    assert bodies(out) == [False] * 3
    # The pass is made once for the same inputs, and for others not at all.
    written = sorted(path.stat().st_mtime_ns for path in folder.iterdir())
    assert main([*command, "--overwrite"]) == 0
    assert "learned" not in capsys.readouterr().err
    assert sorted(path.stat().st_mtime_ns for path in folder.iterdir()) == written
    assert main([*command, "--learn-pages", "2", "--overwrite"]) == 1
    assert "learned from other inputs" in capsys.readouterr().err


def test_a_first_pass_that_was_cut_off_is_made_again(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, out = tmp_path / "profiles", tmp_path / "out.jsonl"
    command = ["batch", str(pages), "-o", str(out), "--profiles", str(folder), "--two-pass", "--quiet", *FIELDS]
    with monkeypatch.context() as cut:
        cut.setattr(SiteProfiles, "save", _stopped)
        assert main(command) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pages.jsonl"]
    assert main(command) == 0
    assert bodies(out) == [False] * 3
    pages.write_text(pages.read_text("utf-8").replace("Post", "Gazette"), "utf-8")
    assert main([*command, "--overwrite"]) == 1


def _stopped(profiles: SiteProfiles) -> None:
    raise ProfileError("The disk is full.")


def test_two_passes_are_refused_where_they_make_no_sense(
    pages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "out.jsonl")
    for inputs, more in (([str(pages)], []), (["-"], ["--profiles", str(tmp_path / "profiles")])):
        with pytest.raises(SystemExit):
            main(["batch", *inputs, "-o", out, "--two-pass", *more, *FIELDS])
    told = capsys.readouterr().err
    assert "--two-pass needs --profiles FOLDER" in told
    assert "reads the inputs twice" in told
    known = tmp_path / "known"
    assert main(["learn", str(pages), "-o", str(known), *FIELDS]) == 0
    assert main(["batch", str(pages), "-o", out, "--two-pass", "--profiles", str(known), *FIELDS]) == 1
    assert "holds profiles already" in capsys.readouterr().err
    assert main(["batch", str(pages), "-o", out, "--two-pass", "--profiles", f"{known}.sqlite", *FIELDS]) == 1
    assert "are kept in a folder" in capsys.readouterr().err


def test_profiles_are_learned_into_one_file_with_texts(pages: Path, tmp_path: Path) -> None:
    file, out = tmp_path / "profiles.sqlite", tmp_path / "out.jsonl"
    assert main(["learn", str(pages), "-o", str(file), "--texts", "--workers", "2", *FIELDS]) == 0
    found = SiteProfiles(file).of("post.example")
    assert found is not None
    assert "Quayside Post" in found.describe()
    assert main(["batch", str(pages), "-o", str(out), "--profiles", str(file), "--quiet", *FIELDS]) == 0
    assert bodies(out) == [False] * 3


def test_a_page_that_takes_too_long_is_passed_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "pages.jsonl"
    long = "\n".join(f"The wall number {at} held through the storm, said the engineers." for at in range(4000))
    rows = [{"url": "https://post.example/long", "text": long}, {"url": "https://post.example/1", "text": dump(1)}]
    page.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    folder = tmp_path / "profiles"
    assert main(["learn", str(page), "-o", str(folder), "--timeout", "0.000001", *FIELDS]) == 0
    passed = int(capsys.readouterr().err.split(";")[1].split()[0])
    assert passed >= 1
    found = SiteProfiles(folder).of("post.example")
    assert (found.pages if found is not None else 0) == 2 - passed


@pytest.mark.parametrize("as_dict", [False, True], ids=["folder", "dict"])
def test_other_ways_to_read_many_pages_take_profiles(pages: Path, tmp_path: Path, as_dict: bool) -> None:
    folder = tmp_path / "profiles"
    assert main(["learn", str(pages), "-o", str(folder), *FIELDS]) == 0
    source = {"post.example": (folder / "post.example.profile.json").read_text()} if as_dict else folder
    url, page = "https://post.example/9", dump(0)
    results = list(extract_many([SourcePage("a", page, "a", 0, url), (1, page)], workers=1, profiles=source))
    assert [APPEAL in one.article.body for one in results if one.article is not None] == [False, True]
    profile = SiteProfiles(folder).for_url(url)
    assert APPEAL not in asyncio.run(aextract(page, url=url, profile=profile)).body
    assert "site-repeats" in explain(page, url=url, profile=profile)
    table = articles(pandas.Series([page, page]), ["body"], 1, urls=[url, None], profiles=source)
    assert [APPEAL in body for body in table["body"]] == [False, True]
    item = asyncio.run(ArticlePipeline(profiles=source).process_item({"html": page, "url": url}))
    assert APPEAL not in str(item["article"]["paragraphs"])
    with pytest.raises(ProfileError, match="holds no profiles"):
        extract_many([page], profiles=tmp_path / "none")
    with pytest.raises(ProfileError, match=r"has a SiteProfile for 'post\.example': give the JSON"):
        extract_many([page], profiles={"post.example": profile})  # type: ignore[dict-item]
