#!/usr/bin/env bash
# A dry run of a release: build the sdist, and the wheel from it; check both; install each from a local index in a fresh
# environment; use it. What would be uploaded is in build/release/dist.
set -euo pipefail
cd "$(dirname "$0")/.."

root=$PWD
python=${PYTHON:-python3}
out=$root/build/release
rm -rf "$out"
mkdir -p "$out/dist"
version=$(sed -n 's/^__version__ = "\(.*\)"/\1/p' src/cleantext/__init__.py)

fresh() { # an environment and its pip
    "$python" -m venv "$out/$1"
    pip="$out/$1/bin/python -m pip --disable-pip-version-check --quiet --quiet"
}

echo "== tools"
fresh tools
$pip install build twine
# An environment of its own: it needs an older jsonschema than the tests do.
fresh citation
$pip install cffconvert

echo "== version $version: CHANGELOG.md, CITATION.cff"
grep -q "^## $version" CHANGELOG.md || { echo "CHANGELOG.md has no section for $version" >&2; exit 1; }
grep -q "^version: $version\$" CITATION.cff || { echo "CITATION.cff is not at $version" >&2; exit 1; }
"$out/citation/bin/cffconvert" --validate

echo "== build: the sdist, then the wheel from the sdist"
"$out/tools/bin/python" -m build --outdir "$out/dist" . > "$out/build.log" 2>&1 || { tail -n 30 "$out/build.log" >&2; exit 1; }
for file in "$out"/dist/*; do echo "$(basename "$file"): $(wc -c < "$file") bytes"; done

echo "== twine check"
"$out/tools/bin/twine" check --strict "$out"/dist/*

# A folder as the simple index of https://packaging.python.org/specifications/simple-repository-api/: what users install
# from, with the address of a file.
mkdir -p "$out/index/cleantext-ledger"
cp "$out"/dist/* "$out/index/cleantext-ledger"
(cd "$out/index/cleantext-ledger" && for file in *; do echo "<a href=\"$file\">$file</a>"; done > index.html)

PYTHONPATH=src .venv/bin/python -m cleantext --format json examples/page.txt > "$out/expected.json"
for kind in wheel sdist; do
    echo "== install the $kind from the index, use"
    fresh "$kind"
    choice=--only-binary
    [ "$kind" = wheel ] || choice=--no-binary
    $pip install "$choice" cleantext-ledger --extra-index-url "file://$out/index" "cleantext-ledger[batch]==$version"
    cp examples/page.txt "$out/$kind/page.txt"
    (
        cd "$out/$kind" # away from the checkout
        bin/cleantext --version
        bin/cleantext --format json page.txt | cmp - "$out/expected.json"
        bin/cleantext batch page.txt -o pages.parquet --quiet
        bin/python -c 'import pyarrow.parquet as p; assert p.read_table("pages.parquet")["status"].to_pylist() == ["ok"]'
    )
done
echo "== all well: $(cd "$out/dist" && echo *)"
