"""`firsthand journey`, as a person types it: what an import says of a file, and files that go out."""

import json
from pathlib import Path

from tests.integration.escalation.test_accounts_command import typed
from tests.unit.escalation.exports.standards import wrong_xes
from tests.unit.escalation.helpdesks.test_helpdesks import FILES

SEGMENT = [
    {"type": "track", "messageId": "1", "event": "Signed Up", "userId": "c-1", "timestamp": "2026-02-01T00:00:00Z"},
    {
        "type": "identify",
        "messageId": "2",
        "userId": "c-1",
        "timestamp": "2026-02-01T00:00:00Z",
        "traits": {"tier": "a"},
    },
    {"type": "track", "messageId": "3", "event": "Lamp Lit", "userId": "c-1", "timestamp": "2026-02-01T00:00:00Z"},
]


def test_a_helpdesks_file_is_told_of_record_by_record(database_url: str) -> None:
    first = typed(database_url, "journey", "import", str(FILES / "zendesk.json"), "--format", "zendesk")
    assert (first.returncode, first.stderr) == (1, "tickets 5: created_at: expected a time, came 'soon'\n")
    assert first.stdout.splitlines() == [
        "2 contacts imported, 0 were here already, 3 passed over",
        "  1 passed over: still open",
        "  1 passed over: deleted",
        "  1 passed over: wrong, each is named above",
        "  1 were opened again and count as unresolved: when they first ended is not in the file",
    ]


def test_the_shops_own_events_come_from_a_file_and_go_out_again(database_url: str, tmp_path: Path) -> None:
    source = tmp_path / "events.jsonl"
    source.write_text("".join(f"{json.dumps(call)}\n" for call in SEGMENT), encoding="utf-8")
    told = typed(database_url, "journey", "import", str(source), "--format", "segment")
    assert told.stdout == "1 events imported, 0 were here already, 1 words on customers, 1 wrong\n"
    assert told.stderr.startswith("line 3: event: expected an event of the list")
    out = tmp_path / "log.xes"
    words = ("journey", "export", "--format", "xes", "--case", "customer", "--out", str(out))
    assert typed(database_url, *words).returncode == 0
    assert wrong_xes(out.read_text("utf-8")) == []
    assert "signed_up" in out.read_text("utf-8")


def test_a_mapping_that_cannot_be_is_one_sentence(database_url: str) -> None:
    table = str(FILES / "table.csv")
    bad = typed(database_url, "journey", "import", table, "--format", "csv", "--map", "mood=State")
    assert (bad.returncode, bad.stdout) == (1, "")
    assert bad.stderr.startswith("firsthand: 'mood=State': expected a field of contact_id")
