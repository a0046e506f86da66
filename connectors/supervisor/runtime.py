"""What each process is started with: command, environment and the runtime files of the assistant."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from connectors.supervisor.child import Spec
from connectors.supervisor.engines import Engine
from connectors.supervisor.vault import write_private

ROOT = Path(__file__).resolve().parents[2]
ASSISTANT_PYTHON = ROOT / ".venvs/assistant/bin/python"
PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "SSL_CERT_FILE", "FIRSTHAND_LOG_LEVEL")


@dataclass(frozen=True, slots=True)
class Ports:
    """Where the processes listen. Only the gateway's and the demo shop's address may be other than loopback."""

    host: str = "127.0.0.1"
    gateway: int = 8080
    shop: int = 8081
    rasa: int = 5005
    actions: int = 5055

    @staticmethod
    def read(environ: Mapping[str, str]) -> "Ports":
        """From FIRSTHAND_HOST, FIRSTHAND_PORT, DEMO_SHOP_PORT, RASA_PORT, ACTIONS_PORT; ValueError names a bad one."""
        return Ports(
            host=environ.get("FIRSTHAND_HOST") or "127.0.0.1",
            gateway=_port(environ, "FIRSTHAND_PORT", 8080),
            shop=_port(environ, "DEMO_SHOP_PORT", 8081),
            rasa=_port(environ, "RASA_PORT", 5005),
            actions=_port(environ, "ACTIONS_PORT", 5055),
        )

    @property
    def shown_host(self) -> str:
        return "127.0.0.1" if self.host in ("0.0.0.0", "::", "") else self.host


def _port(environ: Mapping[str, str], variable: str, default: int) -> int:
    text = environ.get(variable) or str(default)
    if not (text.isascii() and text.isdigit() and len(text) <= 5) or not 1 <= int(text) <= 65535:
        raise ValueError(f"{variable} must be a port from 1 to 65535, not {text!r}.")
    return int(text)


def base_environment() -> dict[str, str]:
    """The little that every child inherits: no secret of the machine's own environment reaches Rasa."""
    kept = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    return {**kept, "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(ROOT)}


def engine_spec(engine: Engine) -> Spec:
    return Spec(
        name=engine.name,
        command=engine.command(),
        folder=engine.home,
        environment=base_environment(),
        stop_signal=engine.stop_signal,
        orphan_signal=engine.orphan_signal,
        account=engine.account,
    )


def write_endpoints(path: Path, ports: Ports, shared: Mapping[str, str]) -> None:
    """The assistant's runtime endpoints: trackers in Redis, the action server behind its secret."""
    endpoints = {
        "action_endpoint": {
            "url": f"http://127.0.0.1:{ports.actions}/webhook",
            "headers": {"Authorization": f"Bearer {shared['ACTIONS_SECRET']}"},
            "enable_selective_domain": True,
        },
        "tracker_store": {"type": "bot.tracker_store.RedisTrackerStore", "url": shared["REDIS_URL"]},
    }
    write_private(path, yaml.safe_dump(endpoints))


def assistant_specs(ports: Ports, shared: Mapping[str, str], endpoints: Path) -> list[Spec]:
    """The action server and the Rasa server: Python 3.10, loopback, no shop credential, one BLAS thread."""
    calm = {
        "RASA_TELEMETRY_ENABLED": "false",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "CUDA_VISIBLE_DEVICES": "-1",
        "SANIC_WORKERS": "1",
        "GATEWAY_URL": f"http://{ports.shown_host}:{ports.gateway}",
    }
    mine = ("ASSISTANT_SECRET", "ACTIONS_SECRET", "INTERNAL_SECRET", "REDIS_URL")
    environment = {**base_environment(), **calm, **{name: shared[name] for name in mine}}
    actions = [str(ASSISTANT_PYTHON), "-m", "actions", "--port", str(ports.actions)]
    rasa = [str(ASSISTANT_PYTHON), *("-m", "rasa", "run", "-i", "127.0.0.1", "-p", str(ports.rasa), "-m", "models")]
    rasa += ["--endpoints", str(endpoints), "--credentials", "credentials.yml"]
    return [Spec("actions", actions, ROOT, environment), Spec("rasa", rasa, ROOT, environment)]


def shop_spec(ports: Ports, shared: Mapping[str, str], gateway_url: str) -> Spec:
    """The demo shop: it gets its database, its own token and the key it signs the widget's JWT with."""
    environment = base_environment() | {
        "DEMO_SHOP_HOST": ports.host,
        "DEMO_SHOP_PORT": str(ports.shop),
        "GATEWAY_PUBLIC_URL": gateway_url,
        **{name: shared[name] for name in ("DATABASE_URL", "SHOP_TOKEN", "WIDGET_JWT_KEYS", "WIDGET_AUDIENCE")},
    }
    return Spec("shop", [sys.executable, "-m", "connectors.demoshop", "serve"], ROOT, environment)


def gateway_spec(ports: Ports, shared: Mapping[str, str], index: int = 0) -> Spec:
    """A gateway; it inherits every FIRSTHAND_* and WIDGET_* variable of the caller."""
    told = {name: value for name, value in os.environ.items() if name.startswith(("FIRSTHAND_", "WIDGET_", "SHOP_"))}
    environment = {
        **base_environment(),
        **told,
        **shared,
        "FIRSTHAND_HOST": ports.host,
        "FIRSTHAND_PORT": str(ports.gateway + index),
        "RASA_URL": f"http://127.0.0.1:{ports.rasa}",
    }
    return Spec("gateway", [sys.executable, "-m", "connectors"], ROOT, environment, stop_seconds=15.0)
