"""Noise is found, and nothing that could mean something is taken for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.noise import is_noise


@pytest.mark.parametrize(
    "text",
    [
        "",
        "???",
        "...",
        "👍🎉",
        "ㅋㅋㅋㅋ",
        "ㅠㅠ",
        "ㅎㅎ ㅋㅋ",
        "ㅁㄴㅇㄹ",
        "asdf",
        "asdfasdf",
        "qwertyuiop",
        "dfgkjhdfg",
        "하하하",
        "hahaha",
        "lol",
        "aaaaaa",
        "ㅋㅋ???",
        "ㅇㄴㅁㅇㄴ",
        "ㄷㄷㄷ",
        "ㅁㄴ이ㅏ럼ㅇ",
        "아아아아",
    ],
)
def test_noise(text: str) -> None:
    assert is_noise(text)


@pytest.mark.parametrize(
    "text",
    [
        "ㅇㅇ",
        "ㄴㄴ",
        "ㄴㄴㄴ",
        "ㅇㅇㅋㅋ",
        "ㅇㅋ요",
        "ㄳㄳ",
        "ㄱㅅ요",
        "ㄱㅅㅎㅎ",
        "ㅂㅂ",
        "ㅃㅃ",
        "ㅅㄱㅇ",
        "ㅎㅇ요",
        "네",
        "네네네네",
        "no",
        "1234",
        "FH-100234",
        "환불 ㅠㅠ",
        "환불ㄱㄱ",
        "꿈ㅠㅠ",
        "ㅋㅋ 배송",
        "flights",
        "were",
        "property",
        "help",
        "ok",
        "rhythm",
        "A/S",
        "e481f51cbdc54678b7cc49136f2d6af7",
        "배송???",
        "try",
        "hi",
    ],
)
def test_not_noise(text: str) -> None:
    assert not is_noise(text)


@given(st.text(alphabet=" .,!?~^ㅋㅎㅠㅜ😀🙏", max_size=40))
def test_signs_alone_are_noise(text: str) -> None:
    assert is_noise(text)


@given(st.text(max_size=40), st.sampled_from(["환불", "order", "배송", "1042"]))
def test_a_real_word_beside_anything_is_not_noise(text: str, word: str) -> None:
    assert not is_noise(f"{text} {word}")
