"""The gateway's door, on a real Rasa server with a small model, a real Redis and a fake action server."""

import threading
from typing import Any
from uuid import uuid4

import pytest
import requests
from redis import Redis  # type: ignore[import-untyped]

from tests.unit.bot.actions import Actions
from tests.unit.bot.gateway import Gateway
from tests.unit.bot.servers import BEARER


def test_a_greeting_in_each_language(gateway: Gateway) -> None:
    assert gateway.texts("안녕하세요") == ["안녕하세요."]
    assert gateway.texts("hello") == ["Hello."]
    assert gateway.texts("???") == ["Yes?"]


def test_the_whole_response(gateway: Gateway, actions: Actions) -> None:
    answer = gateway.turn("where is my order FH-100234")
    assert answer["replies"] == [
        {
            "text": "Found it.",
            "factual": True,
            "card": {"kind": "link", "title": "t", "url": "https://shop.example"},
        }
    ]
    turn = answer["turn"]
    assert turn["language"] == "en"
    assert turn["intents"][0]["intent"] == "order_track"
    assert turn["intents"][0]["gate"] == "sure"
    assert turn["ranking"][0]["intent"] == "order_track"
    assert turn["entities"] == [{"entity": "order_number", "value": "FH-100234", "start": 18, "end": 27}]
    assert turn["actions"] == ["action_order_track"]
    assert turn["failures"] == []
    assert turn["reference"] == "FH-100234"
    assert set(turn["emotion"]) == {"label", "negative"}
    assert actions.headers["Authorization"] == "Bearer of-the-actions"


@pytest.mark.parametrize(
    ("text", "noise"), [("ㅋㅋㅋㅋ", True), ("😀😀", True), ("???", True), ("언제 와요 ㅋㅋㅋ", False)]
)
def test_a_turn_without_a_word_is_told_as_noise(gateway: Gateway, text: str, noise: bool) -> None:
    assert gateway.turn(text)["turn"].get("noise", False) is noise


def test_actions_read_the_turn(gateway: Gateway, actions: Actions) -> None:
    body = gateway.body("배송 언제 와요")
    gateway.post("webhook", body)
    metadata = actions.calls[0]["tracker"]["latest_message"]["metadata"]
    assert metadata == {"turn_id": body["turn_id"], "customer": {"verified": False}, "locale": "ko"}


def test_the_same_turn_again_runs_nothing_twice(gateway: Gateway, actions: Actions) -> None:
    turn_id = str(uuid4())
    first = gateway.turn("track my parcel", turn_id=turn_id)
    assert gateway.turn("track my parcel", turn_id=turn_id) == first
    assert actions.names() == ["action_order_track"]


def test_two_requests_are_both_answered(gateway: Gateway, actions: Actions) -> None:
    answer = gateway.turn("where is my order and send me the invoice")
    assert [reply["text"] for reply in answer["replies"]] == ["Found it.", "Your invoice is in My orders."]
    assert [told["intent"] for told in answer["turn"]["intents"]] == ["order_track", "billing_get_invoice"]
    assert actions.calls[0]["tracker"]["latest_message"]["metadata"]["more"] is True


def test_messages_that_came_together_are_one_turn(gateway: Gateway) -> None:
    assert gateway.texts("저기요", "배송 언제 와요", "영수증 보내 주세요") == [
        "Found it.",
        "영수증은 내 주문에 있어요.",
    ]


def test_a_second_request_waits_for_the_form_and_is_taken_up(gateway: Gateway) -> None:
    assert gateway.texts("cancel my order and send me the invoice") == ["Which order?"]
    assert gateway.texts("1042") == ["Cancelled.", "Now to your other question.", "Your invoice is in My orders."]
    assert gateway.texts("hello") == ["Hello."]


def test_in_a_form_a_number_in_any_words_is_taken(gateway: Gateway) -> None:
    assert gateway.texts("주문 취소해 주세요") == ["어느 주문일까요?"]
    assert gateway.texts("음 그게 FH-100234 였던 것 같은데 blah") == ["Cancelled."]


def test_a_button(gateway: Gateway) -> None:
    answer = gateway.turn('press:/choose_order{"order_number": "FH-7"}', locale="en")
    assert answer["turn"]["actions"] == ["action_order_track"]
    assert answer["turn"]["reference"] == "FH-7"
    assert answer["turn"]["language"] == "en"


def test_a_slash_orders_nothing(gateway: Gateway) -> None:
    answer = gateway.turn('/choose_order{"order_number": "FH-7"}')
    assert answer["turn"]["intents"][0]["intent"] != "choose_order"
    assert "action_order_track" not in answer["turn"]["actions"] or answer["turn"]["intents"][0]["confidence"] < 1


def test_a_handoff(gateway: Gateway) -> None:
    answer = gateway.turn("talk to a person")
    assert answer["turn"]["handoff"] == {"reason": "asked_for_person", "topic": "support", "summary": "s"}
    assert answer["replies"] == []


def test_what_is_not_understood_is_said(gateway: Gateway) -> None:
    answer = gateway.turn("turquoise velocity under seventeen brackets")
    (told,) = answer["turn"]["intents"]
    assert told["intent"] not in ("ask_back", "not_understood")
    assert told["gate"] in ("nearly", "not_sure") or told["intent"] == "out_of_scope"


@pytest.mark.parametrize(("intent", "action"), [("break_down", "action_breaks"), ("dawdle", "action_dawdles")])
def test_a_failed_action_is_a_failure_and_runs_again(
    gateway: Gateway, actions: Actions, intent: str, action: str
) -> None:
    turn_id = str(uuid4())
    first = gateway.turn(f"press:/{intent}", turn_id=turn_id)
    assert first["turn"]["failures"] == [{"code": "action_failed"}]
    assert gateway.turn(f"press:/{intent}", turn_id=turn_id)["turn"]["failures"] == [{"code": "action_failed"}]
    assert actions.names() == [action, action]


def test_a_failure_code_of_an_action(gateway: Gateway) -> None:
    assert gateway.turn("press:/shop_down")["turn"]["failures"] == [{"code": "shop_unavailable"}]


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic x"}])
@pytest.mark.parametrize(
    "path", ["webhooks/gateway/webhook", "webhooks/gateway/parse", "webhooks/gateway/health", "", "x"]
)
def test_strangers_are_refused_everywhere(gateway: Gateway, headers: dict[str, str], path: str) -> None:
    for method in ("GET", "POST"):
        answer = requests.request(method, f"http://127.0.0.1:{gateway.port}/{path}", headers=headers, timeout=10)
        assert answer.status_code == 401
        assert answer.json()["error"]["code"] == "unauthenticated"


def test_a_wrong_field_is_named(gateway: Gateway) -> None:
    answer = gateway.post("webhook", gateway.body("hello") | {"locale": "xx"})
    assert answer.status_code == 400
    assert answer.json()["error"]["field"] == "locale"


def test_a_body_that_is_no_json(gateway: Gateway) -> None:
    url = f"http://127.0.0.1:{gateway.port}/webhooks/gateway/webhook"
    answer = requests.post(url, data=b"{", headers=BEARER, timeout=10)
    assert (answer.status_code, answer.json()["error"]["field"]) == (400, "body")


def test_parsing_has_no_dialogue(gateway: Gateway) -> None:
    texts = ["영수증 보내 주세요", "ㅋㅋㅋ", ""]
    answer = gateway.post("parse", {"texts": texts, "vectors": True})
    known, noise, empty = answer.json()["parses"]
    assert (known["intent"], known["answered"], known["language"]) == ("billing_get_invoice", True, "ko")
    assert len(known["vector"]) == 512
    assert not noise["answered"]
    assert not empty["answered"]
    assert Redis.from_url(gateway.redis).dbsize() == 0


def test_a_parse_looks_up_passages_where_they_are_asked_for(gateway: Gateway) -> None:
    texts = ["what colours of wrapping paper are there", "ㅋㅋㅋ"]
    found, noise = gateway.post("parse", {"texts": texts, "passages": 2}).json()["parses"]
    assert found["help"][0]["passages"]["ko"]["text"] == "은색과 남색이 있어요."
    assert set(found["crowd"]) == {"mean", "deviation"}
    assert (noise["noise"], noise["help"]) == (True, [])
    assert "vector" not in found
    assert "help" not in gateway.post("parse", {"texts": texts}).json()["parses"][0]


@pytest.mark.parametrize(("told", "field"), [({"passages": 11}, "passages"), ({"vectors": "yes"}, "vectors")])
def test_a_wrong_field_of_a_parse_is_named(gateway: Gateway, told: dict[str, Any], field: str) -> None:
    answer = gateway.post("parse", {"texts": ["hello"], **told})
    assert (answer.status_code, answer.json()["error"]["field"]) == (400, field)


def test_a_store_that_fails_answers_503_and_keeps_the_dialogue(gateway: Gateway) -> None:
    gateway.turn("주문 취소해 주세요")
    blocked = threading.Thread(target=Redis.from_url(gateway.redis).execute_command, args=("DEBUG", "SLEEP", "2.5"))
    blocked.start()
    answer = gateway.post("webhook", gateway.body("hello"))
    blocked.join()
    assert answer.status_code == 503
    assert answer.json()["error"]["code"] == "tracker_store_unavailable"
    assert gateway.texts("FH-100234") == ["Cancelled."]


def test_turns_of_one_dialogue_at_once_stay_whole(gateway: Gateway, actions: Actions) -> None:
    turn_id = str(uuid4())
    answers: list[object] = []
    threads = [
        threading.Thread(target=lambda: answers.append(gateway.turn("track my parcel", turn_id=turn_id)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [answers[0]] * 4
    assert actions.names() == ["action_order_track"]
