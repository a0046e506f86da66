"""Rasa does not start where it could only pretend to work."""

from pathlib import Path

import pytest

from tests.ports import free_port
from tests.unit.bot.servers import START_LIMIT, rasa_command, rasa_environment, running

CREDENTIALS = Path("credentials.yml")


@pytest.mark.parametrize(
    ("endpoints", "environment", "said"),
    [
        ("", {"ASSISTANT_SECRET": ""}, "ASSISTANT_SECRET"),
        ("tracker_store: {type: bot.no_such_module.Store, url: x}\n", {}, "bot.tracker_store.RedisTrackerStore"),
    ],
    ids=["no secret", "the class of the store is missing"],
)
def test_refused(tmp_path: Path, model: Path, endpoints: str, environment: dict[str, str], said: str) -> None:
    (tmp_path / "endpoints.yml").write_text(endpoints)
    command = rasa_command(free_port(), model, tmp_path / "endpoints.yml", CREDENTIALS)
    with running(command, tmp_path / "log", rasa_environment(**environment)) as process:
        assert process.wait(START_LIMIT) != 0
    assert said in (tmp_path / "log").read_text()
