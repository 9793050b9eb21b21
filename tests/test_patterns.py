"""The package's patterns: all are constants, none is made of input, and all cope with runs made to slow them down.

`make regexes` proves of each that it is linear, and benchmarks/patterns.py says how time grows.
"""

from __future__ import annotations

import ast
import builtins
import pickle
import re
import runpy
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cleantext.patterns import LazyPattern
from pattern_attacks import attacks

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted((ROOT / "src" / "cleantext").rglob("*.py"))
#: The one place where a pattern comes from outside: from the caller, who is told of its mistakes, with a time limit.
USERS = "chosen.py"
#: The one place that compiles what the others name.
COMPILER = "patterns.py"
#: A cubic or exponential pattern would not come to an end on runs of this length. A quadratic one takes seconds, which no
#: test notices: `make regexes` does.
SIZE = 60_000

sys.path.insert(0, str(ROOT / "scripts" / "regexes"))
COLLECT: dict[str, Any] = runpy.run_path(str(ROOT / "scripts" / "regexes" / "collect.py"), run_name="collect")
PATTERNS: dict[str, re.Pattern[Any]] = COLLECT["patterns"]()


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """The calls of functions of re and regex, and of what stands for ``re.compile``."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        function = ast.unparse(node.func)
        if function.startswith(("re.", "regex.")) or function in ("pattern", "LazyPattern"):
            yield node


def names(node: ast.AST) -> set[str]:
    """The names that an expression reads."""
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


def constants(tree: ast.Module) -> set[str]:
    """The names that a module assigns at its top level from literals and from other such names only."""
    known: set[str] = set()
    for node in tree.body:
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None and names(node.value) <= known:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            known |= {one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)}
    return known


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT / "src")))
def test_patterns_are_compiled_once_from_literals(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    at_top = {id(call) for node in tree.body if isinstance(node, (ast.Assign, ast.AnnAssign)) for call in calls(node)}
    known = constants(tree) | {"re", "pattern"}
    for call in calls(tree):
        if path.name in (USERS, COMPILER):
            assert ast.unparse(call) in ("regex.compile(pattern)", "re.compile(*self._source)")
            continue
        where = f"{path.name}:{call.lineno}"
        function = ast.unparse(call.func)
        assert function == "pattern", f"{where}: {function} instead of a `pattern` at the top of the module"
        assert id(call) in at_top, f"{where}: compiled inside a function"
        comprehensions = (one for node in tree.body for one in ast.walk(node) if isinstance(one, ast.comprehension))
        loops = {name for one in comprehensions for name in names(one.target)}
        assert names(call) <= known | loops, f"{where}: made of {names(call) - known - loops}"


def test_all_patterns_are_collected() -> None:
    """What the checker gets: as many names as modules compile, or more where a table holds several."""
    for path in SOURCES:
        compiled = sum(1 for call in calls(ast.parse(path.read_text("utf-8"))) if path.name not in (USERS, COMPILER))
        module = ".".join(path.relative_to(ROOT / "src").with_suffix("").parts).removesuffix(".__init__")
        found = [
            name
            for name in PATTERNS
            if name.startswith(f"{module}.") and "." not in name[len(module) + 1 :].partition("[")[0]
        ]
        assert len(found) >= compiled, module
    assert len(PATTERNS) >= 130


def test_all_patterns_can_be_given_to_the_checker() -> None:
    for pattern in PATTERNS.values():
        COLLECT["translated"](pattern)


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_comes_to_an_end_on_runs_of_its_own_parts(name: str) -> None:
    pattern = PATTERNS[name]
    anchored = COLLECT["is_anchored"](name)
    for text in attacks(pattern, SIZE):
        if anchored:
            pattern.match(text)
            pattern.fullmatch(text)
        else:
            for _ in pattern.finditer(text):
                pass


#: Ways to run what a page holds, to load what a page made, or to reach out.
FORBIDDEN_MODULES = (
    "pickle marshal shelve dill cloudpickle yaml socket ssl http ftplib smtplib telnetlib xmlrpc requests urllib3 httpx"
    " aiohttp urllib.request ctypes code codeop"
).split()
FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__", "breakpoint", "input"} & set(dir(builtins))
FORBIDDEN_METHODS = {
    "os.system",
    "os.popen",
    "os.exec",
    "subprocess.Popen",
    "trafilatura.fetch_url",
    "lxml.html.parse",
    "etree.parse",
}

#: The caller's own pipeline and pages go to processes that a batch has started itself, over a pair of sockets.
CHANNEL = {f"cleantext/batch/workers/{name}.py": {"pickle", "socket"} for name in ("process", "worker")}
#: What would open that channel to others.
OPENING = ("connect", "connect_ex", "bind", "listen", "create_connection", "create_server")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT / "src")))
def test_nothing_is_run_unpickled_or_fetched(path: Path) -> None:
    forbidden = set(FORBIDDEN_MODULES) - CHANNEL.get(path.relative_to(ROOT / "src").as_posix(), set())
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            imported = [alias.name for alias in node.names]
            if isinstance(node, ast.ImportFrom):
                imported = [node.module or "", *(f"{node.module}.{name}" for name in imported)]
            for module in imported:
                assert not any(module == bad or module.startswith(f"{bad}.") for bad in forbidden), module
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            # A worker, and the reader of Parquet, which are this package again.
            own = called == "subprocess.Popen" and path.name in ("process.py", "parquet.py")
            assert own or called not in FORBIDDEN_CALLS | FORBIDDEN_METHODS, f"{path.name}:{node.lineno}: {called}"
            if "socket" in called or "channel" in called:
                assert called.rpartition(".")[2] not in OPENING, f"{path.name}:{node.lineno}: {called}"


_WORDS = LazyPattern(r"[a-z]+")
_TABLE = {"digits": LazyPattern(r"[0-9]+", re.ASCII)}


def test_a_pattern_is_compiled_in_its_place_when_it_is_first_used() -> None:
    assert isinstance(_WORDS, LazyPattern)
    assert _WORDS.findall("the wall") == ["the", "wall"]
    assert isinstance(_WORDS, re.Pattern)
    assert _TABLE["digits"].sub("#", "9 walls") == "# walls"
    assert _TABLE["digits"].flags == re.compile("", re.ASCII).flags
    assert pickle.loads(pickle.dumps(_TABLE))["digits"] == re.compile(r"[0-9]+", re.ASCII)
    with pytest.raises(AttributeError):
        _ = LazyPattern("a").searched
