"""The true state of real orders: imported, asked about in both languages, held against the file."""

import asyncio
import gzip
import json
import os
import random
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.identity import signed
from tests.integration.shop.olist_truth import Line, Truth, lines_of, shift_of, truth_of
from tests.integration.web.screens import CustomerScreen, Frame
from tests.system import System
from tests.unit.shop.olist_lines import EVERY_STATUS, encoded

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]

SHARED = Path(__file__).parents[4] / "shared" / "eval" / "olist_orders_dev.jsonl.gz"
SAMPLE = 200
AT_ONCE = 4
QUESTIONS = {
    "ko": ["주문 {}은 지금 어디쯤 왔어요?", "{} 배송 언제 오나요ㅠㅠ", "주문번호 {} 배송조회 해줘"],
    "en": ["where is my order {}?", "When will order {} arrive", "track {} pls"],
}
WORDS = {
    "placed": ("접수", "was placed"), "paid": ("결제 완료", "was paid"), "packed": ("포장 완료", "was packed"),
    "shipped": ("배송 중", "was shipped"), "delivered": ("배송 완료", "was delivered"), "late": ("늦어지고", "is late"),
    "cancelled": ("취소", "was cancelled"),
}  # fmt: skip


def run_import(system: System, path: Path) -> "subprocess.CompletedProcess[str]":
    """`firsthand-shop import` into the running demo shop."""
    command = [sys.executable, "-m", "connectors.demoshop", "import", str(path)]
    told = {"DATABASE_URL": system.facts["database"], "SHOP_TOKEN": system.secrets["SHOP_TOKEN"]}
    told["WIDGET_JWT_KEYS"] = system.secrets["WIDGET_JWT_KEYS"]
    return subprocess.run(command, env={**os.environ, **told}, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture(scope="module")
def imported(system: System, tmp_path_factory: pytest.TempPathFactory) -> list[Line]:
    """The lines of the public file where it is at hand, else of a small invented one; imported into the demo shop."""
    path = SHARED
    if not SHARED.exists():
        path = tmp_path_factory.mktemp("orders") / "orders.jsonl.gz"
        path.write_bytes(gzip.compress(encoded(*EVERY_STATUS)))
    done = run_import(system, path)
    assert done.returncode == 0, done.stderr + done.stdout
    return lines_of(path)


def sample(lines: list[Line]) -> list[Line]:
    """Random ones, half of them orders that were not simply delivered in time: those are where mistakes hide."""
    rest = [line for line in lines if line["status"] != "delivered"]
    pick = random.Random(20)
    chosen = pick.sample(rest, min(SAMPLE // 2, len(rest)))
    return chosen + pick.sample(lines, min(SAMPLE - len(chosen), len(lines)))


async def asked(system: System, line: Line, locale: str, question: str) -> Frame:
    """The assistant's next answer, to the customer whose order it is."""
    async with CustomerScreen(system.gateway) as screen:
        await screen.open(jwt=signed(system.secrets["WIDGET_JWT_KEYS"], line["customer_id"]), locale=locale)
        taken = await screen.write(question.format(line["order_id"]))
        assert taken["type"] == "ack", taken
        return await screen.message(lambda message: message["sender"] == "bot" and message["seq"] > taken["seq"])


def mistakes(line: Line, truth: Truth, locale: str, answer: Frame) -> list[str]:
    """What in the answer is not what the file says."""
    card, text = answer.get("card", {}), answer["text"]
    said = WORDS[truth.status][("ko", "en").index(locale)]
    days = None if truth.late_days is None else f"{truth.late_days}일" if locale == "ko" else f"{truth.late_days} day"
    found = {
        "number": card.get("number") == line["order_id"],
        "status": card.get("status") == truth.status,
        "late_days": card.get("late_days") == truth.late_days,
        "total": card.get("total") == truth.total,
        "words": said in text and line["order_id"] in text,
        "days late": days is None or days in text,
    }
    return [
        f"{line['order_id']} ({locale}): {what}: {truth} but {text!r}" for what, right in found.items() if not right
    ]


async def test_the_assistant_states_the_true_state_of_imported_orders(system: System, imported: list[Line]) -> None:
    shift = shift_of(imported, datetime.now(UTC))
    gate, wrong = asyncio.Semaphore(AT_ONCE), []

    async def check(place: int, line: Line) -> None:
        async with gate:
            for locale, questions in QUESTIONS.items():  # one after the other: it is one customer's conversation
                answer = await asked(system, line, locale, questions[place % len(questions)])
                wrong.extend(mistakes(line, truth_of(line, shift, datetime.now(UTC)), locale, answer))

    chosen = sample(imported)
    await asyncio.gather(*(check(place, line) for place, line in enumerate(chosen)))
    assert wrong == [], f"{len(wrong)} of {2 * len(chosen)}:\n" + "\n".join(wrong[:10])


def test_a_second_import_changes_nothing(system: System, imported: list[Line], tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text(json.dumps(imported[0]) + "\n{}\n", encoding="utf-8")
    done = run_import(system, bad)
    assert "line 2" in done.stdout + done.stderr
    assert "0 new" in done.stdout
