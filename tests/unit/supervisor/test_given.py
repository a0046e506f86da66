"""What is given from outside, and what a start that was cut off leaves behind."""

import asyncio
import io
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from connectors.cli import parser
from connectors.cli.up import told as up_environment
from connectors.setting_values import SettingsError
from connectors.supervisor.account import Account, kept_secret
from connectors.supervisor.engines import Postgres, spawn, wait_until_ready
from connectors.supervisor.up import Supervisor, UpError, migrate, say


@pytest.fixture
def home() -> Iterator[Path]:
    """Short and open to `nobody`, as a socket and PostgreSQL want it."""
    folder = Path(tempfile.mkdtemp(prefix="fh-", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def given(folder: Path, **environ: str) -> dict[str, str]:
    return Supervisor(folder, environ).given()


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+asyncpg"])
def test_every_form_of_a_database_address_is_understood(tmp_path: Path, scheme: str) -> None:
    told = given(tmp_path, DATABASE_URL=f"{scheme}://u:p@db.example/support")
    assert told["DATABASE_URL"] == "postgresql+asyncpg://u:p@db.example/support"
    with pytest.raises(SettingsError, match="DATABASE_URL: expected a postgresql:// address"):
        given(tmp_path, DATABASE_URL="mysql://u:p@db.example/support")


def test_who_insists_on_unsafe_engines_insists_for_the_gateway(tmp_path: Path) -> None:
    environ = up_environment(parser().parse_args(["up", "--unsafe"]), {})
    assert given(tmp_path, **environ)["FIRSTHAND_UNSAFE"] == "on"
    assert "FIRSTHAND_UNSAFE" not in given(tmp_path, **up_environment(parser().parse_args(["up"]), {}))


def test_a_shop_in_a_database_is_read_there(tmp_path: Path) -> None:
    assert given(tmp_path)["SHOP_ADAPTER"] == "http"
    told = given(tmp_path, SHOP_DATABASE_URL="postgres://u:p@db.example/shop")
    assert (told["SHOP_ADAPTER"], told["SHOP_DATABASE_URL"][:21]) == ("sql", "postgresql+asyncpg://")
    both = given(tmp_path, SHOP_DATABASE_URL="postgres://u:p@db.example/shop", SHOP_URL="https://shop.example")
    assert both["SHOP_ADAPTER"] == "http"


def test_with_the_demo_shop_letters_are_kept_to_be_looked_at(tmp_path: Path) -> None:
    assert given(tmp_path)["FIRSTHAND_SMTP_URL"] == f"file://{tmp_path}/mail"
    for told in (
        {"FIRSTHAND_SMTP_URL": "smtp://mail.example", "FIRSTHAND_MAIL_FROM": "help@shop.example"},
        {"SHOP_URL": "https://shop.example"},
        {"FIRSTHAND_ENV": "production"},
    ):
        assert given(tmp_path, **told).get("FIRSTHAND_SMTP_URL") is None, told


def test_a_database_that_does_not_answer_is_said_in_a_sentence(tmp_path: Path) -> None:
    url = f"postgresql://u:p@/none?host={tmp_path}"
    environ = {**os.environ, "DATABASE_URL": url}
    done = subprocess.run(
        [sys.executable, "-m", "connectors.cli", "stats"], env=environ, capture_output=True, text=True, check=False
    )
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert done.stderr.startswith("firsthand: ")
    with pytest.raises(UpError, match="DATABASE_URL: the database cannot be used: "):
        asyncio.run(migrate(given(tmp_path, DATABASE_URL=url)["DATABASE_URL"]))


def test_an_initdb_that_was_cut_off_is_made_anew(home: Path) -> None:
    prepare = "import sys, pathlib; from connectors.supervisor.engines import Postgres; "
    prepare += "Postgres(pathlib.Path(sys.argv[1])).prepare()"
    making = subprocess.Popen([sys.executable, "-c", prepare, str(home / "e")], start_new_session=True)
    deadline = time.monotonic() + 30
    while not list(home.glob("e/pgdata*/PG_VERSION")):
        assert time.monotonic() < deadline
        time.sleep(0.001)
    os.killpg(making.pid, signal.SIGKILL)
    making.wait()
    engine = Postgres(home / "e")
    engine.prepare()
    process = spawn(engine)
    try:
        wait_until_ready(engine, process)
    finally:
        process.send_signal(engine.stop_signal)
        process.wait(20)


def test_a_secret_is_whole_or_not_there(tmp_path: Path) -> None:
    (tmp_path / "pg.secret.part").write_text("half")  # where a crash or a full disk ended the writing
    made = kept_secret(tmp_path / "pg.secret", Account(None, None))
    assert len(made) == 32
    assert kept_secret(tmp_path / "pg.secret", Account(None, None)) == made
    assert (tmp_path / "pg.secret").stat().st_mode & 0o777 == 0o600


def test_a_terminal_that_cannot_be_written_to_ends_nobody() -> None:
    class Full(io.StringIO):
        def flush(self) -> None:
            raise OSError(28, "No space left on device")

    with redirect_stdout(Full()):
        say("the gateway ended")
