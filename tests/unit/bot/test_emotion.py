"""The emotion head on sentences it has not learnt from: labels, order of negativity, what it keeps and refuses."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.emotion_examples import LABELS, LANGUAGES, Shade, read_shades
from bot.emotion_lexicon import read_lexicon
from bot.emotion_model import EmotionModel
from bot.encoder import encode
from bot.text import normalise

SHADES = read_shades()
CALM = ["where is my parcel", "cancel my order please", "영수증 주세요", "배송지 변경할게요", "환불 방법 알려 주세요"]


@pytest.fixture(scope="module")
def model() -> EmotionModel:
    return EmotionModel.learn(SHADES, read_lexicon(), CALM)


def score(model: EmotionModel, *texts: str) -> list[dict[str, Any]]:
    readings = [normalise(text) for text in texts]
    return model.score(readings, encode(readings))


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("사람 가지고 장난하세요? 사기로 신고합니다", {"angry"}),
        ("you thieves, I am furious about this scam", {"angry"}),
        ("또 연기됐어요 벌써 네 번째라 너무 답답해요", {"frustrated"}),
        ("still waiting, nobody answers and the app keeps crashing", {"frustrated"}),
        ("이 책 진짜 지루하고 재미없음", {"frustrated"}),
        ("모레가 결혼식인데 못 받을까 봐 너무 걱정되고 불안해요", {"anxious"}),
        ("I'm so worried it won't come in time, please hurry", {"anxious"}),
        ("무슨 뜻인지 헷갈리고 이해가 안 돼요", {"confused"}),
        ("I'm confused, I don't understand what this means", {"confused"}),
        ("반품은 어디로 보내나요", {"neutral"}),
        ("can you tell me which courier you use", {"neutral"}),
        ("빠르고 친절해서 정말 만족해요 감사합니다", {"satisfied"}),
        ("wonderful service, thank you, I love it", {"satisfied"}),
    ],
)
def test_labels(model: EmotionModel, text: str, labels: set[str]) -> None:
    (found,) = score(model, text)
    assert found["label"] in labels


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


@settings(max_examples=25, deadline=None)
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
