"""The pages of the numbers over a million journey events: how long each question takes, over HTTP, one at a time.

The first is asked of a database that has just started and of a gateway that nobody has asked yet.
"""

import asyncio
import dataclasses
import time
from collections.abc import Sequence
from pathlib import Path

from connectors.settings import Settings
from connectors.supervisor.engines import Postgres, Redis
from escalation.schema import upgrade
from tests.bench.engines import DATABASE
from tests.bench.journeys import fill
from tests.bench.times import told
from tests.embedded import engine_folder, running
from tests.integration.web.assistant import ScriptedAssistant
from tests.integration.web.conftest import PASSWORD
from tests.integration.web.conftest import running as gateway_running
from tests.integration.web.screens import AgentScreen
from tests.ports import free_port

TIMES = 9
SHARES = (0.5, 0.95)
QUESTIONS = {
    "map, 30 days": "map?",
    "map, 30 days beside the 30 before": "map?vs=before",
    "map, phones in Korean": "map?device=phone&language=ko",
    "overview, 30 days": "overview?",
    "overview, 90 days by reason": "overview?{quarter}&by=reason",
    "overview, one topic, window 30": "overview?topic=billing&window=30",
    "rows behind FCR": "rows?metric=fcr",
    "rows of a touchpoint": "rows?touchpoint=page_viewed&stage=awareness",
    "funnel": "funnel?days=14",
    "paths": "paths?support=0.05",
    "pain points": "pain?",
    "drivers": "drivers?",
    "trends": "trends?",
    "clusters of unanswered": "clusters?of=unanswered",
    "churn": "churn?",
    "goals": "goals?",
    "improvements": "improvements?",
    "alarms": "alarms?",
    "live": "live?",
    "export, contacts as CSV": "export?format=csv",
    "report as PDF": "report?",
}


def run() -> None:
    """Measure and print."""
    with engine_folder() as home:
        postgres, redis = Postgres(home / "e"), Redis(home / "e")
        with running(postgres):
            postgres.create_database(DATABASE)
            asyncio.run(upgrade(postgres.url(DATABASE)))
            started = time.perf_counter()
            events = asyncio.run(fill(postgres.url(DATABASE)))
            print(f"{events:,} events written in {time.perf_counter() - started:.0f} s")
        with running(postgres), running(redis):  # nothing is in its memory now
            asyncio.run(ask_everything(postgres.url(DATABASE), redis.url(), home))


async def ask_everything(database_url: str, redis_url: str, home: Path, questions: Sequence[str] = ()) -> None:
    """Each question TIMES times, the named ones or all."""
    read = Settings.read({"DATABASE_URL": database_url, "REDIS_URL": redis_url, "FIRSTHAND_PORT": str(free_port())})
    settings = dataclasses.replace(read, shop_url="http://127.0.0.1:9")
    async with gateway_running(settings, ScriptedAssistant(), home) as gateway, gateway.agent() as screen:
        await gateway.hire("ops", "ops@shop.example", "ops")
        await screen.sign_in("ops@shop.example", PASSWORD)
        print(told("map, 30 days, from cold", [await took(screen, QUESTIONS["map, 30 days"])], (0.5,)))
        for name in questions or QUESTIONS:
            times = [await took(screen, QUESTIONS[name]) for _ in range(TIMES)]
            print(told(name, times, SHARES), flush=True)


async def took(screen: AgentScreen, question: str) -> float:
    """Seconds until the whole answer is there."""
    quarter = time.strftime("from=%Y-%m-%d", time.gmtime(time.time() - 90 * 86_400))
    started = time.perf_counter()
    async with screen.http.get(f"{screen.url}/ops/api/{question.format(quarter=quarter)}") as response:
        body = await response.read()
    if response.status != 200:
        raise AssertionError(f"{question}: expected 200, got {response.status}: {body[:300]!r}")
    return time.perf_counter() - started
