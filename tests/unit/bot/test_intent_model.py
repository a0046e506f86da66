"""The intent model: what it learns, how sure it says it is, and that it comes back from disk as it was."""

from pathlib import Path

import numpy as np
import pytest

from bot.intent_model import IntentModel, Recipe, cross_validate

WORDS = {"track": ("parcel", "배송"), "cancel": ("cancel", "취소"), "human": ("person", "상담원")}
FILLER = ("please", "now", "today", "again", "my", "the", "좀", "지금", "빨리", "다시")
TEXTS = [f"{filler} {word}" for words in WORDS.values() for word in words for filler in FILLER]
INTENTS = [intent for intent, words in WORDS.items() for _ in words for _ in FILLER]
VECTORS = np.random.default_rng(7).normal(size=(len(TEXTS), 16)).astype(np.float32) / 16
RECIPE = Recipe(costs=(1.0, 10.0))


@pytest.fixture(scope="module")
def model() -> IntentModel:
    return IntentModel.learn(TEXTS, VECTORS, INTENTS, RECIPE)


def test_examples_are_recognised(model: IntentModel) -> None:
    ranked = model.rank(TEXTS, list(VECTORS))
    assert [ranking[0][0] for ranking in ranked] == INTENTS
    assert all(np.isclose(sum(p for _, p in ranking), 1.0) for ranking in ranked)


def test_a_message_alone_is_ranked_as_in_a_batch(model: IntentModel) -> None:
    batch = model.rank(TEXTS, list(VECTORS))
    for i in (0, 25, 59):
        (alone,) = model.rank([TEXTS[i]], [VECTORS[i]])
        assert [name for name, _ in alone] == [name for name, _ in batch[i]]
        assert np.allclose([p for _, p in alone], [p for _, p in batch[i]], atol=1e-5)


def test_another_ending_leaves_the_letters(model: IntentModel) -> None:
    (ranked,) = model.rank(["배소옹"], [np.zeros(16, dtype=np.float32)])
    assert ranked[0][0] == "track"


def test_the_mean_of_the_vectors_does_not_matter(model: IntentModel) -> None:
    moved = IntentModel.learn(TEXTS, VECTORS + 3, INTENTS, RECIPE)
    (here,), (there,) = model.rank(["취소"], [VECTORS[0]]), moved.rank(["취소"], [VECTORS[0] + 3])
    assert np.allclose([p for _, p in here], [p for _, p in there], atol=1e-3)


def test_probabilities_are_made_honest_on_other_sentences() -> None:
    model = IntentModel.learn(TEXTS, VECTORS, INTENTS, RECIPE)
    before = model.rank(TEXTS, list(VECTORS))
    model.calibrate(TEXTS, VECTORS, ["human"] * 20 + INTENTS[20:])  # a third of it wrong: it must be less sure
    after = model.rank(TEXTS, list(VECTORS))
    assert [ranking[0][0] for ranking in after] == [ranking[0][0] for ranking in before]
    assert np.mean([ranking[0][1] for ranking in after]) == pytest.approx(2 / 3, abs=0.1)
    assert np.mean([ranking[0][1] for ranking in before]) > 0.8


def test_disk(model: IntentModel, tmp_path: Path) -> None:
    model.write(tmp_path)
    back = IntentModel.read(tmp_path)
    assert back.rank(TEXTS, list(VECTORS)) == model.rank(TEXTS, list(VECTORS))
    assert back.facts["cost"] in RECIPE.costs


def test_each_example_is_judged_by_a_model_that_has_not_learnt_from_it() -> None:
    strangers = [*TEXTS, "qq1a", "qq1b", "qq1c"]
    vectors = np.vstack([VECTORS, np.zeros((3, 16), dtype=np.float32)])
    found = cross_validate(strangers, vectors, [*INTENTS, "track", "cancel", "human"], RECIPE)
    assert found[: len(INTENTS)] == INTENTS
    assert len(set(found[len(INTENTS) :])) < 3


@pytest.mark.parametrize("intents", [["track"] * 58 + ["cancel"] * 2, ["track"] * 30 + ["cancel"] * 30])
def test_too_few_examples_are_named(intents: list[str]) -> None:
    with pytest.raises(ValueError, match="expected three intents"):
        IntentModel.learn(TEXTS, VECTORS, intents, RECIPE)
