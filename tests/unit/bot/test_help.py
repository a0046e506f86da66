"""Looking up: what the articles are found by, when the gate lets a message there, and what the rules hear of it."""

import importlib
import json
import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from bot.help_articles import ArticleError, Passage, read_articles
from bot.help_index import Found, HelpIndex
from bot.help_rules import fixed_answers
from bot.requests import asked, pressed
from bot.text import normalise
from bot.turn_request import Incoming, Pressed, TurnRequest
from bot.understanding import Reading, Utterance

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    bulk = importlib.import_module("bot.bulk")
    understanding = importlib.import_module("bot.understanding")
    parse_line = importlib.import_module("bot.parse").parse_line
    encoded = importlib.import_module("bot.help").encoded
    HelpCentre = importlib.import_module("bot.help").HelpCentre
    TrainingData = importlib.import_module("rasa.shared.nlu.training_data.training_data").TrainingData
    Message = importlib.import_module("rasa.shared.nlu.training_data.message").Message

NEAR = float(HelpCentre.get_default_config()["near"])
STEPS = [
    rule["steps"] for path in Path("data/rules").glob("*.yml") for rule in yaml.safe_load(path.read_text())["rules"]
]
ANSWERED_BY_AN_ACTION = sorted(
    {s[0]["intent"] for s in STEPS if "intent" in s[0] and "action_" in s[1]["action"]} - {"out_of_scope"}
)
"""With out_of_scope left out, which means that nothing answers."""


@pytest.fixture(scope="module")
def index() -> HelpIndex:
    """The project's own articles."""
    return HelpIndex.of(read_articles(), encoded)


def nearest(index: HelpIndex, text: str) -> Found:
    found = index.nearest(normalise(text), encoded([text])[0])
    assert found
    return found


@pytest.mark.parametrize(
    ("question", "article", "heading"),
    [
        ("가상계좌는 몇 시간 안에 입금해야 하나요?", "billing_due_date", "결제일에 결제가 안 되면"),
        ("새 건물이라 주소 검색에 안 나와요", "shipping_setup_address", "'유효하지 않은 주소'라고 나올 때"),
        ("반품할 때 배송비는 누가 내는 거예요?", "order_return_exchange", "반품 배송비는 누가 내나요?"),
        ("주말이나 공휴일도 영업일에 들어가나요?", "shipping_period", "영업일은 어떻게 세나요?"),
        ("물에 빠뜨린 것도 무상 수리 되나요?", "warranty_repair", "보증과 수리"),
        ("can I pay into the virtual account tomorrow?", "billing_payment_methods", "가상계좌로 입금할 때"),
        ("how do I wash the filter of the purifier?", "spare_parts", "얼마나 자주 바꿔야 하나요?"),
        ("does the guarantee cover damage by water?", "warranty_repair", "보증과 수리"),
        ("can points be moved to a different account?", "account_switch", "계정 전환과 사업자 계정"),
        ("will my schedules from the old app come over?", "onboarding_import_data", "다른 앱에서 데이터 가져오기"),
    ],
)
def test_a_question_finds_its_passage(index: HelpIndex, question: str, article: str, heading: str) -> None:
    found = nearest(index, question)
    assert (found.article, found.passages["ko"].title) == (article, heading)
    assert found.score >= NEAR


@pytest.mark.parametrize(
    "text",
    [
        "보라색 코끼리가 어제 피아노를 쳤대",
        "내일 등산 갈까 말까",
        "삼각형 넓이 구하는 공식",
        "the purple elephant played the piano",
        "should I learn to ski this winter",
        "who won the match last night",
    ],
)
def test_nonsense_finds_nothing(index: HelpIndex, text: str) -> None:
    assert nearest(index, text).score < NEAR


def test_an_index_is_the_same_after_reading_it_back(index: HelpIndex, tmp_path: Path) -> None:
    index.write(tmp_path)
    text = "who pays for sending a return back?"
    assert nearest(HelpIndex.read(tmp_path), text) == nearest(index, text)


def test_without_articles_nothing_is_found() -> None:
    empty, vector = HelpIndex.of([], encoded), encoded(["배송비"])[0]
    assert empty.nearest("배송비", vector) is None
    assert empty.ranked("배송비", vector, 3) == []
    assert empty.crowd("배송비", vector) is None


def test_the_nearest_articles_come_in_order_and_begin_with_the_one_that_answers(index: HelpIndex) -> None:
    text = "반품할 때 배송비는 누가 내는 거예요?"
    first, *rest = index.ranked(normalise(text), encoded([text])[0], 3)
    assert replace(first, lead=0.0) == replace(nearest(index, text), lead=0.0)
    assert first.passages["en"].title != first.passages["ko"].title
    assert [found.score for found in (first, *rest)] == sorted((f.score for f in (first, *rest)), reverse=True)
    assert len({found.article for found in (first, *rest)}) == 3


def test_a_question_that_many_ask_stands_in_a_thicker_crowd_than_nonsense(index: HelpIndex) -> None:
    texts = ["환불은 언제 되나요?", "보라색 코끼리가 어제 피아노를 쳤대"]
    (asked, around), (nonsense, _) = (
        found for text in texts if (found := index.crowd(normalise(text), encoded([text])[0])) is not None
    )
    assert asked > nonsense + 0.1
    assert 0 < around < 0.2


class Folder:
    """The place a component writes to."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def write_to(self, resource: object) -> "Folder":
        return self

    def read_from(self, resource: object) -> "Folder":
        return self

    def __enter__(self) -> Path:
        return self._path

    def __exit__(self, *raised: object) -> None:
        """Nothing to close."""


TEXT = "do you wrap presents?"


@pytest.mark.parametrize(
    ("text", "verdict", "first", "noise", "found"),
    [
        (TEXT, "not_sure", 0.2, False, True),
        (TEXT, "nearly", 0.3, False, True),
        (TEXT, "sure", 0.9, False, True),
        (TEXT, "not_sure", 1.0, True, False),
        ("선물 포장", "not_sure", 0.2, False, False),
        ("how tall is the tower", "not_sure", 0.2, False, False),
    ],
    ids=["not sure", "nearly", "sure of out_of_scope", "noise", "too short", "far from all"],
)
def test_what_is_looked_up(tmp_path: Path, text: str, verdict: str, first: float, noise: bool, found: bool) -> None:
    config = HelpCentre.get_default_config() | {"folder": "tests/unit/bot/project/help"}
    centre = HelpCentre(config, Folder(tmp_path), None)
    centre.train(TrainingData())
    ranking = [{"name": "out_of_scope", "confidence": first}]
    told: dict[str, Any] = {"reading": text, "vector": encoded([text])[0], "noise": noise}
    (message,) = centre.process([Message(data=told | {"verdict": verdict, "intent_ranking": ranking})])
    assert bool(message.get("help")) is found


def test_an_example_that_is_nearer_keeps_out_of_scope(tmp_path: Path) -> None:
    config = HelpCentre.get_default_config() | {"folder": "tests/unit/bot/project/help"}
    centre = HelpCentre(config, Folder(tmp_path), None)
    text = "do you wrap presents for a birthday?"
    centre.train(TrainingData([Message(data={"text": text, "intent": "out_of_scope"})]))
    told = {"reading": text, "vector": encoded([text])[0], "noise": False, "verdict": "sure"}
    ranking = [{"name": "out_of_scope", "confidence": 0.9}]
    (message,) = centre.process([Message(data=told | {"intent_ranking": ranking})])
    assert message.get("help") is None


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The project's own help centre, as a turn has it: read back from a model."""
    folder = Folder(tmp_path_factory.mktemp("help"))
    HelpCentre(HelpCentre.get_default_config(), folder, None).train(TrainingData())
    return HelpCentre.load(HelpCentre.get_default_config(), folder, None, None)


def sure_of(centre: Any, intent: str, text: str = "Can I have it sent to a parcel locker?") -> Any:
    told = {"reading": text, "vector": encoded([text])[0], "noise": False, "verdict": "sure"}
    (message,) = centre.process([Message(data=told | {"intent_ranking": [{"name": intent, "confidence": 0.9}]})])
    return message.get("help")


def test_a_passage_says_more_than_a_fixed_text(ours: Any) -> None:
    assert sure_of(ours, "shipping_options").article == "shipping_options"
    assert sure_of(ours, "billing_promo_code", "Is there a reward for recommending you?").article == "membership_points"


@pytest.mark.parametrize(
    ("intent", "text"),
    [("shipping_period", "배송 기간은 얼마나 돼요"), ("warranty_repair", "how long is the guarantee period")],
    ids=["an article about another intent", "an article hardly nearer than the intent's own"],
)
def test_a_plain_question_keeps_the_answer_of_its_intent(ours: Any, intent: str, text: str) -> None:
    assert sure_of(ours, intent, text) is None


@pytest.mark.parametrize(("likely", "found"), [(0.8, False), (0.3, True)])
def test_an_article_about_another_intent_waits_until_none_is_likely(ours: Any, likely: float, found: bool) -> None:
    text = "Can I have it sent to a parcel locker?"
    ranking = [{"name": "order_place", "confidence": likely}]
    told = {"reading": text, "vector": encoded([text])[0], "noise": False, "verdict": "nearly"}
    (message,) = ours.process([Message(data=told | {"intent_ranking": ranking})])
    assert bool(message.get("help")) is found


@pytest.mark.parametrize("intent", ANSWERED_BY_AN_ACTION)
def test_what_an_action_answers_is_never_overruled(ours: Any, intent: str) -> None:
    assert sure_of(ours, intent) is None


def test_a_fixed_answer_is_the_intents_own_in_every_rule(tmp_path: Path) -> None:
    rules = [
        ("a", "utter_a"),
        ("a", "utter_a"),
        ("b", "utter_b"),
        ("b", "action_b"),
        ("c", "utter_d"),
        ("d", "action_d"),
    ]
    told = {"rules": [{"rule": f"{i}", "steps": [{"intent": x}, {"action": y}]} for i, (x, y) in enumerate(rules)]}
    told["rules"].append({"rule": "ends", "steps": [{"action": "action_follow_up"}]})
    (tmp_path / "rules.yml").write_text(yaml.safe_dump(told), "utf-8")
    assert fixed_answers(tmp_path) == {"a"}


def test_another_shops_folder_takes_the_place_of_ours(tmp_path: Path) -> None:
    ours = Path("tests/unit/bot/project/help/gift_wrapping.md").read_text("utf-8")
    (tmp_path / "gift_wrapping.md").write_text(ours, "utf-8")
    other = ours.replace("선물 포장", "자전거 수리").replace("Gift wrapping", "Bicycle repair")
    (tmp_path / "bicycle.md").write_text(other.replace("Do you wrap presents?", "Do you mend flat tyres?"), "utf-8")
    index = HelpIndex.of(read_articles(tmp_path), encoded)
    assert nearest(index, "can you mend a flat tyre?").article == "bicycle"
    assert {nearest(index, text).article for text in ("where is my parcel", "환불해 주세요")} <= {
        "bicycle",
        "gift_wrapping",
    }
    (tmp_path / "bicycle.md").write_text(other.replace("topic: shipping", "topic: 배송"), "utf-8")
    with pytest.raises(ArticleError, match=r"bicycle\.md: topic: expected a name"):
        read_articles(tmp_path)


FOUND = Found("gift_wrapping", 0.71, {"ko": Passage("선물 포장", "돼요."), "en": Passage("Gift wrapping", "Yes.")})
READING = Reading(
    text=TEXT,
    intent="out_of_scope",
    confidence=0.3,
    verdict="not_sure",
    ranking=[{"name": "out_of_scope", "confidence": 0.3}],
    candidates=[],
    entities=[],
    language="en",
    reply="en",
    emotion={"label": "neutral", "negative": 0.2},
    noise=False,
    vector=np.zeros(512, dtype=np.float32),
    help=FOUND,
)
NUMBER: list[dict[str, Any]] = [{"entity": "order_number", "value": "FH-100234", "start": 0, "end": 9}]


def test_the_rules_hear_of_an_article_and_the_turn_tells_what_was_understood() -> None:
    (request,) = asked(Utterance(READING, (READING,)))
    assert (request.heard, request.intent, request.verdict) == ("help_article", "out_of_scope", "not_sure")
    turn = TurnRequest("t", "d", (Incoming("m", TEXT),), "en", {})
    event = request.event(turn)
    assert event.metadata["help"]["en"] == {"title": "Gift wrapping", "text": "Yes."}
    assert event.parse_data["understanding"]["help"] == {"article": "gift_wrapping", "score": 0.71}


def test_an_order_number_is_never_looked_up() -> None:
    numbered = replace(READING, entities=NUMBER)
    assert asked(Utterance(numbered, (numbered,)))[0].heard == "not_understood"
    assert asked(Utterance(numbered, (numbered,)), busy=True)[0].heard == "out_of_scope"


def test_a_button_is_never_looked_up() -> None:
    assert pressed("/greet", Pressed("greet", {})).help is None


def test_through_a_model(model: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        loaded = bulk.load(model)
    texts = ["Where is my order?", "???", "what colours of wrapping paper are there"]
    known, noise, other = (found.whole for found in understanding.understand(loaded, texts))
    assert (known.help, noise.help) == (None, None)
    assert other.help.article == "gift_wrapping"
    assert other.help.passages["en"].text == "There is silver and navy."
    assert other.nearest == ()


def test_passages_are_looked_up_beside_the_answer_where_they_are_asked_for(model: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        loaded = bulk.load(model)
    texts = ["what colours of wrapping paper are there", "???", "wrap"]
    told = [parse_line(found, passages=True) for found in understanding.understand(loaded, texts, passages=2)]
    assert told[0]["help"][0]["article"] == "gift_wrapping"
    assert told[0]["help"][0]["passages"]["en"]["text"] == "There is silver and navy."
    assert [(each["noise"], each["help"]) for each in told[1:]] == [(True, []), (False, [])]
    golden = json.loads(Path("tests/contracts/parse.json").read_text("utf-8"))["response"]["parses"][0]
    assert set(told[0]) == set(golden) - {"vector"}
    assert set(told[0]["crowd"]) == set(golden["crowd"])
    assert "crowd" not in told[1]
    assert set(told[0]["help"][0]) == set(golden["help"][0])
