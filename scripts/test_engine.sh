#!/usr/bin/env bash
# The tests of one engine, in an environment of its own: scripts/test_engine.sh dask. Their output comes at the end, in
# one piece, as `make engines` runs two at a time. UV is the program that installs, PYTHON the one to install for.
set -u
engine=$1
shift
folder=build/engines/$engine
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! { "$UV" venv --quiet --clear --python "$PYTHON" "$folder" &&
    CLEANTEXT_PURE=1 "$UV" pip install --quiet --python "$folder/bin/python" --editable ".[batch,$engine]" \
        'pytest>=9,<10' 'hypothesis>=6.112' 'cloudpickle>=3' orjson; } > "$log" 2>&1; then
    rm -rf "$folder"
    echo "== $engine cannot be installed"
    cat "$log"
    exit 0
fi
"$folder/bin/python" -m pytest -q tests/integrations tests/batch/test_warm_pool.py "$@" > "$log" 2>&1
status=$?
echo "== $engine: its tests"
cat "$log"
exit "$status"
