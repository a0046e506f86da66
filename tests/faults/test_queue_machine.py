"""Steps of the queue until there were enough: some hundred in `make test`, ten thousand in `make faults`."""

import os

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from connectors.supervisor.engines import Postgres, Redis
from tests.faults.cases import Case
from tests.faults.queue.machine import QueueMachine

STEPS = int(os.environ.get("FIRSTHAND_STEPS", "400"))
STEPS_A_RUN = 50
RUNS = max(1, min(50, STEPS // STEPS_A_RUN))
# A failure is printed as it was found, with what repeats it: making it shorter can take an hour.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)


@pytest.mark.timeout(7200)
def test_the_queue_keeps_its_promises(
    case: Case, postgres: Postgres, migrated_template: str, redis_server: Redis
) -> None:
    class Machine(QueueMachine):
        engines = (postgres, migrated_template, redis_server)

    profile = settings(
        max_examples=RUNS,
        stateful_step_count=STEPS_A_RUN,
        deadline=None,
        print_blob=True,
        phases=PHASES,
        suppress_health_check=list(HealthCheck),
    )
    while Machine.steps < STEPS:
        run_state_machine_as_test(Machine, settings=profile)
    case.verdict([], steps=Machine.steps)  # a broken promise is raised by its step
