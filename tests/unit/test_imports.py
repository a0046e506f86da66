"""The fence between the sides: imports go one way, and pure rules import nothing that does I/O."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PURE = {
    "customers": "mailboxes wait",
    "desk": "excerpts searching sight",
    "exports": "cloudevents happenings ocel table xes",
    "insight": "cluster_names driver_words",
    "numbers": "contact_events contact_rows durations erlang filter funnel goals history improvements"
    " intervals journey_cells metrics next_step not_first outcomes part_rules paths promise_runs provisional registry"
    " registry_bot registry_resolution registry_time registry_voice risks savings staffing survival"
    " touchpoints traits",
    "numbers.helpdesks": "channeltalk formats freshdesk intercom mapping record_fields records zendesk",
    "outbound": "backoff",
    "privacy": "periods",
    "promises": "hours retargeting sla",
    "queue": "attendance offering priority resolutions tickets topics",
    "report": "wording",
    "routing": "decisions facts memory offers phrases policy reasons replay router scripts signals",
    "staff": "accounts placeholders",
    "store": "conversation leases masking people refusals texts",
    "suggestions": "anonymity lessons name_words particulars person_names suggesting",
}
RULES = [f"{folder}.{name}" for folder, names in PURE.items() for name in names.split()]
OURS = {"actions", "bot", "connectors", "escalation", "tests"}
MAY_IMPORT = {
    "bot": {"bot"},
    "actions": {"actions"},
    "escalation": {"escalation"},
    "connectors": {"connectors", "escalation"},
}


def imports(path: Path) -> Iterator[str]:
    """The absolute names of all modules that the file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            module = node.module or ""
            inside = module.partition(".")[0] in OURS and (ROOT / module.replace(".", "/")).is_dir()
            yield from (f"{module}.{name.name}" for name in node.names) if inside else (module,)


def files(package: str) -> list[Path]:
    return sorted(path for path in (ROOT / package).rglob("*.py") if "node_modules" not in path.parts)


@pytest.mark.parametrize("package", sorted(MAY_IMPORT))
def test_a_package_imports_only_what_it_may(package: str) -> None:
    assert files(package), f"{package}/ has no Python files: is the path right?"
    for path in files(package):
        ours = {name.partition(".")[0] for name in imports(path)} & OURS
        assert ours <= MAY_IMPORT[package], f"{path.relative_to(ROOT)} imports {ours - MAY_IMPORT[package]}"


@pytest.mark.parametrize("name", RULES)
def test_pure_rules_import_only_the_standard_library_and_each_other(name: str) -> None:
    path = ROOT / "escalation" / f"{name.replace('.', '/')}.py"
    allowed = {f"escalation.{other}" for other in RULES}
    for module in imports(path):
        assert module in allowed or module.partition(".")[0] in sys.stdlib_module_names, f"{path.name} imports {module}"


def test_escalation_knows_no_web_and_no_rasa() -> None:
    for path in files("escalation"):
        assert not {"aiohttp", "rasa", "rasa_sdk"} & {name.partition(".")[0] for name in imports(path)}, path
