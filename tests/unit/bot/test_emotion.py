"""The emotion head on sentences it has not learnt from: labels, order of negativity, what it keeps and refuses."""

import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rasa.shared.nlu.training_data.loading import load_data

from bot.emotion import calm_requests
from bot.emotion_examples import LABELS, LANGUAGES, Shade, read_shades
from bot.emotion_lexicon import read_lexicon
from bot.emotion_model import EmotionModel
from bot.encoder import encode
from bot.text import normalise
from bot.training import DATA

SHADES = read_shades()


@pytest.fixture(scope="module")
def model() -> EmotionModel:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        told = load_data(str(DATA / "nlu"))
    return EmotionModel.learn(SHADES, read_lexicon(), calm_requests(told))


def score(model: EmotionModel, *texts: str) -> list[dict[str, Any]]:
    readings = [normalise(text) for text in texts]
    return model.score(readings, encode(readings))


SAID = {
    "neutral": (
        "where is my order?",
        "Where is my order? I placed it last Friday.",
        "주문한 거 언제 와요?",
        "환불 신청하고 싶습니다",
        "배송지 좀 바꿔 주세요",
        "영수증은 어디서 받나요",
        "상담원이랑 이야기하고 싶어요",
        "can I speak to a person",
        "please cancel my subscription",
        "I was charged twice, could you check",
        "상품이 하나 덜 왔어요 확인 부탁드려요",
        "네 그 주소 맞아요",
        "it's order FH-100233",
        "do you ship to Canada?",
        "the green one in size L please",
        "카드 대신 계좌 이체로 할게요",
        "반품은 어디로 보내나요",
        "can you tell me which courier you use",
    ),
    "angry": (
        "GIVE ME MY MONEY BACK RIGHT NOW",
        "WHY ARE YOU IGNORING ME",
        "you are a bunch of liars",
        "this is theft and I will report you",
        "how dare you charge my card again",
        "your agent was rude and screamed at me",
        "뭐 하자는 거예요 ㅡㅡ",
        "아 진짜 ㅡㅡ 장난하세요?",
        "당장 책임자 바꾸세요",
        "이거 완전 사기네 신고할게요",
        "고객을 뭘로 보는 거야 열받게",
        "거짓말 좀 그만하세요!!",
        "사람 가지고 장난하세요? 사기로 신고합니다",
        "you thieves, I am furious about this scam",
    ),
    "frustrated": (
        "still waiting after three weeks",
        "this is the fourth time I have explained it",
        "the app keeps crashing and nobody helps",
        "on hold for two hours again",
        "very disappointed with the quality",
        "아직도 안 왔어요 벌써 이 주째예요",
        "몇 번을 말해도 해결이 안 되네요",
        "또 고장이네요 지칩니다",
        "기대했는데 너무 실망이에요",
        "계속 기다리라고만 하시네요 답답해요",
        "이 책 진짜 지루하고 재미없음",
    ),
    "anxious or frustrated": ("너무 늦네요 ㅠㅠ 벌써 며칠째인지",),
    "anxious": (
        "내일까지 안 오면 어떡하죠 ㅠㅠ",
        "혹시 카드가 해킹된 건 아니죠? 무서워요",
        "잃어버린 건 아닐까 걱정돼요",
        "급해요 제발 빨리 도와주세요",
        "돈이 사라진 것 같아요 너무 불안해요 ㅠㅠ",
        "I'm worried it got lost",
        "please hurry, I need it before the funeral",
        "someone hacked my account, I'm scared",
        "what if it doesn't arrive in time? I'm so nervous",
    ),
    "confused": (
        "I don't understand what this fee is",
        "wait, which code do you mean?",
        "I'm confused, is it cancelled or not",
        "무슨 말인지 이해가 안 돼요",
        "뭐가 맞는 건지 헷갈리네요",
        "어떻게 하라는 건지 모르겠어요",
    ),
    "satisfied": (
        "감사합니다 잘 받았어요",
        "덕분에 해결됐어요 고맙습니다",
        "와 정말 빠르네요 최고예요",
        "너무 좋아요 ㅠㅠ 감동이에요",
        "불편한 점이 하나도 없었어요",
        "thank you, that solved it",
        "perfect, thanks a lot!",
        "great service, I love it",
        "not bad at all, I like it",
    ),
}
"""What customers say, by the label the desk is to see."""


@pytest.mark.parametrize(("label", "text"), [(label, text) for label, texts in SAID.items() for text in texts])
def test_labels(model: EmotionModel, label: str, text: str) -> None:
    (found,) = score(model, text)
    assert found["label"] in label.split(" or ")
    if found["label"] in ("neutral", "satisfied"):
        assert found["negative"] < 0.5
    if found["label"] == "angry":
        assert found["negative"] >= 0.6, "the router calls a person from here on"


@pytest.mark.parametrize(
    ("worse", "better"),
    [
        ("이 영화 재미없다", "이 영화 재미있다"),
        ("다시는 안 가요 실망했어요", "또 갈게요 만족했어요"),
        ("the food was awful", "the food was delicious"),
        ("the staff were not friendly", "the staff were friendly"),
        ("아직도 안 왔어요 진짜 짜증나네요", "아직 안 왔는데 언제 오나요"),
        ("why does nobody answer, this is ridiculous", "when will somebody answer"),
        ("배송이 하루 늦어졌네요", "배송이 하루 일찍 왔네요 감사해요"),
    ],
)
def test_the_worse_one_is_more_negative(model: EmotionModel, worse: str, better: str) -> None:
    negatives = [found["negative"] for found in score(model, worse, better)]
    assert negatives[0] > negatives[1]


@pytest.mark.parametrize(
    "text",
    [
        "환불은 며칠 걸리나요?",
        "주문을 취소하고 싶습니다",
        "상담원과 통화하고 싶어요",
        "I'd like to return a pair of shoes",
        "how do I update my card?",
        "could you send the receipt again",
        "my parcel has not arrived yet, could you check",
    ],
)
def test_a_calm_request_stays_under_what_calls_a_person(model: EmotionModel, text: str) -> None:
    (found,) = score(model, text)
    assert found["negative"] < 0.5
    assert found["label"] not in ("angry", "frustrated")


@settings(max_examples=25)
@given(st.text(max_size=60))
def test_any_text_has_a_label_and_a_share(model: EmotionModel, text: str) -> None:
    (found,) = score(model, text)
    assert found["label"] in LABELS
    assert 0.0 <= found["negative"] <= 1.0


def test_a_text_scores_the_same_alone_and_in_a_batch(model: EmotionModel) -> None:
    texts = ["정말 고마워요", "where is it", "this is a scam!"]
    alone = [score(model, text)[0] for text in texts]
    batch = score(model, *texts)
    assert [found["label"] for found in alone] == [found["label"] for found in batch]
    assert np.allclose([found["negative"] for found in alone], [found["negative"] for found in batch], atol=1e-3)


def test_what_is_kept_scores_as_before(model: EmotionModel, tmp_path: Path) -> None:
    texts = ["정말 고마워요", "짜증나게 또 안 돼요", "so annoying"]
    model.write(tmp_path)
    assert score(EmotionModel.read(tmp_path), *texts) == score(model, *texts)


def test_every_label_has_enough_sentences_in_both_languages() -> None:
    for label in LABELS:
        for language in LANGUAGES:
            told = [s for shade in SHADES if shade.label == label for s in shade.sentences[language]]
            assert len(told) >= 120, (label, language)


def test_no_sentence_stands_twice() -> None:
    told = [normalise(s).lower() for shade in SHADES for listed in shade.sentences.values() for s in listed]
    assert len(told) == len(set(told))


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"emotion": "cross", "negative": 1, "ko": "네", "en": "yes"}, "expected emotion"),
        ({"emotion": "angry", "negative": 2, "ko": "네", "en": "yes"}, "negative from 0 to 1"),
        ({"emotion": "angry", "negative": 1, "ko": "네"}, '"en: |"'),
        ({"emotion": "angry", "negative": 1, "ko": ["네"], "en": "yes"}, '"ko: |"'),
    ],
)
def test_a_wrong_file_is_named(told: dict[str, Any], expected: str) -> None:
    with pytest.raises(ValueError, match=r"data/emotion/odd\.yml") as refused:
        Shade.of("odd", told)
    assert expected in str(refused.value)


def test_a_label_without_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "angry.yml").write_text("emotion: angry\nnegative: 1\nko: 화나요\nen: I am angry\n")
    with pytest.raises(ValueError, match="satisfied"):
        read_shades(tmp_path)
