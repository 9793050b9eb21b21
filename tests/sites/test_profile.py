"""Profiles of sites: laws of learning and merging, bounds, files, errors."""

from __future__ import annotations

import datetime
import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext.errors import ProfileError
from cleantext.sites import SiteProfile, SiteProfiles
from cleantext.sites.counts import Counts
from cleantext.sites.profile import KEPT, LINES, SKETCHES, checksum
from cleantext.sites.trace import Trace
from cleantext.words.similarity import is_copy, sketch_of

FOOTER = "Quayside Post is printed on Tuesdays, and read aloud to those who cannot read it."
TEXTS = (
    "The harbour wall held through the storm, said the engineers who had built it forty years ago.",
    "Two classes counted 412 toads in one night, and carried every one of them across in buckets.",
    "The church choir has lost its only bass to the north, where his daughter keeps a mill.",
    "Nobody knows who painted the ferry green, and the captain says that he no longer minds.",
)
PAGES = [(f"https://post.example/{at}", f"Story {at}\n{text}\n{FOOTER}") for at, text in enumerate(TEXTS)]

traces = st.builds(
    Trace,
    st.dictionaries(st.integers(0, 60), st.booleans(), max_size=12),
    st.lists(st.integers(0, 2**32 - 1), min_size=1, max_size=32, unique=True).map(lambda found: tuple(sorted(found))),
    st.dictionaries(
        st.sampled_from(sorted(KEPT)), st.dictionaries(st.integers(0, 9), st.just(True), max_size=3), max_size=3
    ),
    st.frozensets(st.sampled_from(("day first", "month first", "language en")), max_size=2),
)
days = st.dates(datetime.date(2024, 1, 1), datetime.date(2026, 6, 30))


def profile_of(found: list[Trace], fetched: list[datetime.date] | None = None) -> SiteProfile:
    profile = SiteProfile("post.example")
    for at, trace in enumerate(found):
        profile.add_trace(trace, day=fetched[at % len(fetched)] if fetched else None)
    return profile


def without_copies(found: list[Trace]) -> list[Trace]:
    kept: list[Trace] = []
    for trace in found:
        if not any(is_copy(trace.sketch, one.sketch) for one in kept):
            kept.append(trace)
    return kept


@given(st.lists(traces, max_size=8), st.randoms())
def test_the_order_of_pages_does_not_matter(found: list[Trace], random: random.Random) -> None:
    found = without_copies(found)
    shuffled = random.sample(found, len(found))
    assert profile_of(found) == profile_of(shuffled)


@given(st.lists(traces, max_size=9), st.integers(0, 9), st.integers(0, 9), st.lists(days, min_size=3, max_size=3))
def test_profiles_merge_in_any_tree(found: list[Trace], one: int, other: int, fetched: list[datetime.date]) -> None:
    found = without_copies(found)
    low, high = sorted((one, other))

    def parts() -> list[SiteProfile]:
        pieces = (found[:low], found[low:high], found[high:])
        return [profile_of(piece, [day]) for piece, day in zip(pieces, fetched, strict=True)]

    whole = SiteProfile("post.example")
    for at, trace in enumerate(found):
        whole.add_trace(trace, day=fetched[(at >= low) + (at >= high)])
    a, b, c = parts()
    assert a.merge(b).merge(c) == whole
    a, b, c = parts()
    assert a.merge(b.merge(c)) == whole
    a, b, c = parts()
    assert c.merge(a).merge(b) == whole


@given(st.lists(traces, max_size=6), traces)
def test_a_page_can_be_added_after_a_merge(found: list[Trace], last: Trace) -> None:
    found = without_copies([*found, last])
    merged = profile_of(found[:-1][::2]).merge(profile_of(found[:-1][1::2]))
    merged.add_trace(found[-1])
    assert merged == profile_of(found)


@given(st.lists(traces, max_size=6))
def test_json_gives_the_same_profile(found: list[Trace]) -> None:
    profile = profile_of(found)
    assert SiteProfile.from_json(profile.to_json()) == profile


@given(st.lists(st.dictionaries(st.integers(0, 40), st.booleans(), max_size=6), max_size=30))
def test_counts_are_too_low_by_what_they_say_at_most(found: list[dict[int, bool]]) -> None:
    small, whole = Counts(5), Counts(1000)
    for one in found:
        small.add(one)
        whole.add(one)
    small.prune()
    assert len(small) <= 5
    assert small.lost <= sum(map(len, found)) / 5
    for key in whole:
        times, marked, _ = small.of(key)
        assert whole.of(key).times - small.lost <= times <= whole.of(key).times
        assert 0 <= marked <= times


def test_a_profile_of_many_pages_is_small_and_keeps_what_they_share() -> None:
    profile = SiteProfile("post.example")
    source = random.Random(3)
    profile.keep_texts = True
    shared = dict.fromkeys(range(40), False)
    texts = dict.fromkeys(shared, "Ž" * 200)
    for _ in range(3000):
        own = {source.getrandbits(63): True for _ in range(30)}
        slots = {kind: {source.getrandbits(63): True for _ in range(9)} for kind in KEPT}
        sketch = tuple(sorted(source.getrandbits(32) for _ in range(32)))
        profile.add_trace(Trace({**shared, **own}, sketch, slots, frozenset(), texts))
    text = profile.to_json()
    assert profile.pages == 3000
    assert len(text.encode()) <= 64 * 1024
    assert len(profile.lines.rows) <= LINES
    assert len(profile.sketches) <= SKETCHES
    read = SiteProfile.from_json(text)
    assert all(read.lines.of(key).times + read.lines.lost >= 3000 for key in shared)


def test_pages_are_learned_with_and_without_addresses() -> None:
    profile = SiteProfile.learn(PAGES)
    assert (profile.host, profile.pages) == ("post.example", 4)
    assert max(profile.lines.rows.values()).times == 4
    bare = SiteProfile.learn([page.encode() for _, page in PAGES])
    assert (bare.host, bare.pages, bare.lines) == (None, 4, profile.lines)


def test_copies_of_an_article_are_learned_once() -> None:
    whole = "\n".join(("What we heard this week", *TEXTS))
    assert SiteProfile.learn([f"{whole}\n{FOOTER}", f"Print view\n{whole}"]).pages == 1


def test_copies_are_told_by_their_text() -> None:
    assert is_copy(sketch_of(TEXTS), sketch_of([*TEXTS, "And more."]))
    assert not is_copy(sketch_of(TEXTS[:2]), sketch_of(TEXTS[2:]))
    assert not is_copy(sketch_of([]), sketch_of([]))


def test_copies_are_told_in_scripts_without_spaces() -> None:
    texts = ["海の家は三十年ぶりに屋根を直し、夏の終わりまで毎日開いている。", "主人は来年も続けると話した。"]
    assert is_copy(sketch_of(texts), sketch_of([*texts, "おわり。"]))
    assert not is_copy(sketch_of(texts[:1]), sketch_of(texts[1:]))


def test_a_page_of_another_site_is_refused() -> None:
    profile = SiteProfile.learn(PAGES)
    with pytest.raises(ProfileError, match=r"of post\.example, the page of tide\.example"):
        profile.add("The ferry sails.", url="https://www.tide.example/1")
    with pytest.raises(ProfileError, match="SiteProfile for each site"):
        profile.merge(SiteProfile("tide.example"))
    assert profile.merge(SiteProfile()).host == "post.example"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda text: text[:-1], "no site profile"),
        (lambda text: "[]", "its format is not"),
        (lambda text: text.replace('"version": 1', '"version": 2'), "version 2; this cleantext reads 1"),
        (lambda text: text.replace('{"0": 4}', '{"0": 5}'), "checksum"),
        (lambda text: json.dumps({**json.loads(text), "more": 1}), "damaged"),
    ],
    ids=["cut off", "another file", "a newer version", "a changed number", "a key too many"],
)
def test_damaged_and_newer_files_are_refused(change: object, told: str) -> None:
    assert callable(change)
    with pytest.raises(ProfileError, match=told):
        SiteProfile.from_json(change(SiteProfile.learn(PAGES).to_json()))


def signed(change: dict[str, object]) -> str:
    """A profile with a changed part and the right checksum."""
    data = json.loads(SiteProfile.learn(PAGES).to_json())
    state = {key: value for key, value in data.items() if key not in ("format", "version", "checksum")} | change
    return json.dumps({**data, **state, "checksum": checksum(state)})


@pytest.mark.parametrize(
    "change",
    [
        {"lines": []},
        {"lines": ["", None]},
        {"months": {"0": -5}},
        {"months": None},
        {"months": {"0": 10**40}},
        {"told": {"language en": "9"}},
        {"host": 5},
        {"slots": {}},
        {"sketches": ["AAA"]},
    ],
    ids=str,
)
def test_parts_of_wrong_types_are_refused(change: dict[str, object]) -> None:
    with pytest.raises(ProfileError, match="lacks a part"):
        SiteProfile.from_json(signed(change))
    with pytest.raises(ProfileError, match="no site profile"):
        SiteProfile.from_json("[" * 100_000)


def test_pages_that_are_there_still_do_not_age() -> None:
    profile = SiteProfile.learn(PAGES, day=datetime.date(2024, 1, 1))
    for url, page in PAGES:
        profile.add(page, url=url, day=datetime.date(2024, 8, 1))
    profile.add("A new mill, with new lines.", url="https://post.example/8", day=datetime.date(2024, 8, 2))
    profile.age()
    assert profile.pages == 5
    assert max(row.times for row in profile.lines.rows.values()) == 4


@pytest.mark.parametrize("name", [".", "profiles.sqlite"])
def test_odd_hosts_are_no_sites_or_have_files_all_the_same(tmp_path: Path, name: str) -> None:
    profiles = SiteProfiles(tmp_path / name)
    for host in ("a" * 300 + ".example", "a\0b.example", "a\udc80b.example"):
        with pytest.raises(ProfileError, match="has no host"):
            profiles.add(f"https://{host}/1", TEXTS[0])
    hosts = ["żółw-" + "ż" * 200 + ".example", "localhost:8000", "b" * 240 + ".example"]
    for host in hosts:
        profiles.add(f"https://{host}/1", TEXTS[0])
    profiles.save()
    again = SiteProfiles(tmp_path / name)
    assert all(again.for_url(f"https://{host}/2") is not None for host in hosts)


def test_a_profile_says_what_it_knows() -> None:
    told = SiteProfile.learn(PAGES).describe()
    assert "post.example: 4 pages learned" in told
    assert "lines stand on several pages, the commonest on 4 pages" in told
    assert "pages that tell of language en: 4" in told
    menu = "<ul class=menu><li>Home</li><li>Sport</li></ul>"
    pages = [f"<body>{menu}<h1>Story</h1><p class=text>{text} {text[::-1]}</p></body>" for text in TEXTS]
    assert "1 makes of elements always hold text of the article" in SiteProfile.learn(pages).describe()


def test_a_profile_keeps_texts_where_it_is_asked_to() -> None:
    assert FOOTER[:40] not in SiteProfile.learn(PAGES).to_json()
    profile = SiteProfile.learn(PAGES, keep_texts=True)
    assert f"4 x {FOOTER}" in profile.describe()
    assert SiteProfile.from_json(profile.to_json()).describe() == profile.describe()


def test_what_later_pages_no_longer_have_ages_out() -> None:
    profile = SiteProfile.learn(PAGES[:3], day=datetime.date(2025, 1, 15))
    profile.add(TEXTS[3], url="https://post.example/9", day=datetime.date(2025, 6, 30))
    profile.age()
    assert profile.pages == 4
    profile.add("A new house, with new lines.", url="https://post.example/8", day=datetime.date(2025, 9, 1))
    profile.age()
    assert profile.pages == 2
    assert FOOTER[:20] not in profile.describe()
    assert max(row.times for row in profile.lines.rows.values()) == 1


@pytest.mark.parametrize(
    ("lines", "first"),
    [
        (["03/04/2025", "23/04/2025"], True),
        (["03/04/2025", "04/23/2025"], False),
        (["03/04/2025", "05/06/2025"], None),
        (["23.04.2025", "04/23/2025"], None),
    ],
)
def test_dates_that_read_in_one_way_tell_the_order(lines: list[str], first: bool | None) -> None:
    assert SiteProfile.learn(f"{line}\n{text}" for line, text in zip(lines, TEXTS, strict=False)).day_first is first


def test_the_language_of_several_pages_is_that_of_the_site() -> None:
    assert SiteProfile.learn(PAGES).language is None
    more = [*PAGES, ("https://post.example/7", "The mill turns again, and nobody in the village can sleep for it.")]
    assert SiteProfile.learn(more).language == "en"


@pytest.mark.parametrize("name", ["folder", "profiles.sqlite"])
def test_sections_of_a_large_site_have_profiles_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr("cleantext.sites.store.LARGE", 2)
    monkeypatch.setattr("cleantext.sites.store.ENOUGH", 2)
    profiles = SiteProfiles(tmp_path / name)
    for url, page in PAGES:
        profiles.add(url.replace("example/", "example/sport/"), page)
    profiles.save()
    again = SiteProfiles(tmp_path / name)
    assert list(again) == ["post.example", "post.example/sport"]
    sport, other = (again.for_url(f"https://post.example/{part}/9") for part in ("sport", "world"))
    assert sport is not None
    assert other is not None
    assert (sport.pages, other.pages) == (2, 4)


@pytest.mark.parametrize("name", [".", "profiles.sqlite"])
def test_profiles_of_several_sites_are_kept(tmp_path: Path, name: str) -> None:
    profiles = SiteProfiles(tmp_path / name)
    for url, page in PAGES:
        profiles.add(url, page)
    profiles.add("https://www.tide.example/1", PAGES[0][1])
    profiles.save()
    again = SiteProfiles(tmp_path / name)
    assert list(again) == ["post.example", "tide.example"]
    found = again.for_url("https://news.post.example/9")
    assert found is not None
    assert found.pages == 4
    assert again.for_url("https://lamp.example/") is None
    with pytest.raises(ProfileError, match="has no host"):
        profiles.add("page.html", PAGES[0][1])


def test_only_some_profiles_are_held_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleantext.sites.store.HELD", 2)
    profiles = SiteProfiles(tmp_path)
    for turn in range(2):
        for site in ("lamp", "post", "tide"):
            profiles.add(f"https://{site}.example/{turn}", TEXTS[turn])
    profiles.save()
    found = [SiteProfiles(tmp_path).of(site) for site in profiles]
    assert [one.pages for one in found if one is not None] == [2, 2, 2]


def test_a_dict_holds_what_a_folder_holds(tmp_path: Path) -> None:
    texts: dict[str, str] = {}
    stores = SiteProfiles(tmp_path), SiteProfiles(texts)
    for store in stores:
        for url, page in PAGES:
            store.add(url, page)
        store.save()
    assert list(stores[0]) == list(stores[1]) == list(texts)
    assert SiteProfiles(texts).for_url(PAGES[0][0]) == SiteProfiles(tmp_path).for_url(PAGES[0][0])


def test_rows_are_merged_in_any_order_to_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleantext.sites.profile.LINES", 3)  # so that lines are forgotten, which depends on the order
    pages = [*PAGES, *((url.replace("post", "tide"), page) for url, page in PAGES)]
    rows = [(url.split("/")[2].removeprefix("www."), SiteProfile.learn([(url, page)]).to_json()) for url, page in pages]
    found = []
    for number in range(20):
        random.Random(number).shuffle(rows)
        texts: dict[str, str] = {}
        profiles = SiteProfiles(texts)
        profiles.merge(rows)
        profiles.save()
        found.append(texts)
    assert all(one == found[0] for one in found)
    assert [SiteProfile.from_json(found[0][f"{name}.example"]).pages for name in ("post", "tide")] == [4, 4]
    assert SiteProfile.from_json(found[0]["post.example"]).lines.lost > 0


def test_rows_are_merged_into_what_a_folder_has(tmp_path: Path) -> None:
    profiles = SiteProfiles(tmp_path)
    profiles.add(*PAGES[0])
    profiles.merge([("post.example", SiteProfile.learn(PAGES[1:]).to_json())])
    profiles.save()
    assert SiteProfiles(tmp_path).of("post.example") == SiteProfile.learn(PAGES)


def test_rows_that_are_no_profile_of_their_site_are_named() -> None:
    profiles = SiteProfiles({})
    with pytest.raises(ProfileError, match=r"The profile of post\.example to merge: This is no site profile"):
        profiles.merge([("post.example", "{")])
    with pytest.raises(ProfileError, match=r"The profile is of tide\.example, the page of post\.example"):
        profiles.merge([("tide.example", SiteProfile.learn(PAGES).to_json())])
    with pytest.raises(ProfileError, match=r"The profile of lamp\.example: This is no site profile"):
        SiteProfiles({"lamp.example": "{"}).for_url("https://lamp.example/1")


def test_a_file_is_no_folder_for_profiles(tmp_path: Path) -> None:
    (tmp_path / "profiles").write_text("", "utf-8")
    with pytest.raises(ProfileError, match="Name a folder"):
        SiteProfiles(tmp_path / "profiles")


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "post.example.profile.json").write_text("{", "utf-8")
    with pytest.raises(ProfileError, match=r"post\.example\.profile\.json: This is no site profile"):
        SiteProfiles(tmp_path).for_url("https://post.example/1")
