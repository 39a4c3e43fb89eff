"""The structure of the code: imports point one way, without cycles, and no file is called utils.py."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BELOW = {
    "corpus": set(),
    "embeddings": {"corpus"},
    "qa": {"corpus", "embeddings"},
    "eval": {"corpus", "embeddings", "qa"},
    "web": {"corpus", "embeddings", "qa"},
    "ui": {"corpus", "embeddings", "qa"},
    "app": {"corpus", "embeddings", "qa", "eval", "web", "ui"},
    "commands": {"corpus", "embeddings", "qa", "ui"},
    "cli": {"corpus", "embeddings", "qa", "eval", "web", "ui", "app", "commands"},
}  # what each may import beside itself


def module_files() -> dict[str, Path]:
    """Every module of the product by its dotted name; a package is the name of its folder."""
    files = [*(file for package in BELOW for file in (ROOT / package).rglob("*.py")), ROOT / "app.py", ROOT / "cli.py"]
    return {".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): file for file in files}


FILES = module_files()
TREES = {name: ast.parse(file.read_text(encoding="utf-8")) for name, file in FILES.items()}


def imports_of(nodes: Iterator[ast.AST]) -> Iterator[str]:
    """The modules that imports name: `from corpus import archive` names the module `corpus.archive` where there is one."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in FILES else str(node.module)


def at_the_top(tree: ast.Module) -> Iterator[ast.AST]:
    """Every node that runs when a module is imported: not those inside functions."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(
            child
            for child in ast.iter_child_nodes(node)
            if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        )


def layer_of(module: str) -> str:
    return module.split(".")[0]


def test_every_layer_is_found():
    assert {layer_of(name) for name in FILES} == set(BELOW)
    assert len(FILES) > 30


@pytest.mark.parametrize("module", sorted(FILES))
def test_imports_point_one_way(module: str):
    allowed = BELOW[layer_of(module)] | {layer_of(module)}
    wrong = {name for name in imports_of(ast.walk(TREES[module])) if layer_of(name) in set(BELOW) - allowed}
    assert wrong == set()


def test_imports_have_no_cycles():
    graph = {
        module: {name for name in imports_of(at_the_top(tree)) if name in FILES} - {module} for module, tree in TREES.items()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" <- ".join(error.args[1]))


def test_layers_have_no_cycles():
    assert list(TopologicalSorter(BELOW).static_order())[:3] == ["corpus", "embeddings", "qa"]


def test_no_file_is_called_utils():
    assert [file for file in FILES.values() if file.name in ("utils.py", "util.py", "helpers.py", "common.py", "misc.py")] == []


@pytest.mark.parametrize("module", sorted(FILES))
def test_no_module_imports_the_init_of_its_own_package(module: str):
    own = {package for package in FILES if FILES[package].name == "__init__.py" and module.startswith(f"{package}.")}
    assert own & set(imports_of(ast.walk(TREES[module]))) == set()


def test_eval_is_never_imported_by_its_bare_name():
    tests = list((ROOT / "tests").rglob("*.py"))
    for file in (*FILES.values(), *tests):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                hiding = [alias.name for alias in node.names if layer_of(alias.name) == "eval" and alias.asname is None]
                assert hiding == [], f"{file}, line {node.lineno}: `import eval` hides the builtin"


def test_inits_hold_a_docstring_and_nothing_else():
    for module, tree in TREES.items():
        if FILES[module].name == "__init__.py":
            assert ast.get_docstring(tree), module
            assert len(tree.body) == 1, module
