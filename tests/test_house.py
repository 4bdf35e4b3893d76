"""The house rules that import-linter cannot say: doors between packages, one clock, big files grow only on purpose."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import haicap

SOURCE = Path(haicap.__file__).parent
ROOMS_OPEN_TO_ALL = {"kernel", "platform", "ui"}  # tools, not owners of records
DOORS = {"api", "contract"}
# what a package offers beside its two doors, and why
SIDE_DOORS = {
    "organisation.web.access",  # who may enter a page: decorators for everybody's views
}
CLOCKS = re.compile(r"\b(datetime\.now|datetime\.utcnow|date\.today|time\.time|timezone\.now)\(")


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(SOURCE.rglob("*.py")):
        yield ".".join(path.relative_to(SOURCE).with_suffix("").parts), path


def imports(path: Path) -> Iterator[str]:
    """Modules of haicap that a file imports, without the leading `haicap.`."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name[7:] for alias in node.names if alias.name.startswith("haicap."))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("haicap."):
            module = (node.module or "")[7:]
            names = [f"{module}.{alias.name}" for alias in node.names]
            yield from (
                name if (SOURCE / Path(*name.split("."))).with_suffix(".py").exists() else module
                for name in names
            )


def test_a_package_is_entered_by_its_doors() -> None:
    forced = []
    for module, path in modules():
        mine = module.split(".")[0]
        for entered in imports(path):
            package, *rooms = entered.split(".")
            foreign = (
                package != mine and package not in ROOMS_OPEN_TO_ALL and mine not in {"config", "__main__"}
            )
            if foreign and rooms and rooms[0] not in DOORS and entered not in SIDE_DOORS:
                forced.append(f"{module} -> {entered}")
    assert forced == []


def test_only_the_kernel_looks_at_the_clock() -> None:
    elsewhere = [
        module
        for module, path in modules()
        if module != "kernel.clock" and CLOCKS.search(path.read_text("utf-8"))
    ]
    assert elsewhere == []


def test_rule_books_are_told_the_time() -> None:
    curious = [
        module
        for module, path in modules()
        if ".domain" in module and re.search(r"\bclock\.(now|today)\(", path.read_text("utf-8"))
    ]
    assert curious == []


def test_every_module_says_what_it_is() -> None:
    silent = [
        module
        for module, path in modules()
        if "migrations" not in module
        and path.read_text("utf-8").strip()
        and not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert silent == []


LONGEST_FILE, LONGEST_FUNCTION = 410, 60
TABLES = {"config.settings", "organisation.domain.staffing"}  # lists of things may be as long as they are


def test_files_and_functions_stay_small() -> None:
    too_long = []
    for module, path in modules():
        if "migrations" in module:
            continue
        text = path.read_text("utf-8")
        if text.count("\n") > LONGEST_FILE and module not in TABLES:
            too_long.append(f"{module}: {text.count(chr(10))} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno > LONGEST_FUNCTION:
                too_long.append(f"{module}.{node.name}: {(node.end_lineno or 0) - node.lineno} lines")
    assert too_long == []
