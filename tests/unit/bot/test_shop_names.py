"""The shop's own names in data/nlu/names.yml: short ways of saying them, and words that are none."""

from pathlib import Path

import pytest
import yaml

from bot.entities import Extractor


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    tables = [told for told in yaml.safe_load(Path("data/nlu/names.yml").read_text())["nlu"] if "lookup" in told]
    return Extractor({told["lookup"]: [line[2:] for line in told["examples"].splitlines()] for told in tables})


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("도리청소기가 문턱을 못 넘어요", "도리 로봇 청소기"),
        ("도리 로봇 청소기 물걸레요", "도리 로봇청소기"),
        ("하루 청정기 필터는요?", "하루 공기 청정기"),
        ("온다 조절기 화면이 안 켜져요", "온다 온도 조절기"),
        ("누리캠으로 녹화가 안 돼요", "누리 캠"),
        ("플러기만 연결이 끊겨요", "플러기"),
        ("플러기 플러그 두 개요", "플러기 스마트 플러그"),
        ("both Nuri cams are offline", "Nuri cam"),
        ("plugy plug gets warm", "Plugy Smart Plug"),
        ("is my Plugy broken", "Plugy"),
        ("the Robo-Vacuum stopped", "robo vacuum"),
        ("my vaccum eats socks", "vacuum"),
    ],
)
def test_a_short_name_is_found(extractor: Extractor, text: str, name: str) -> None:
    assert [(found.entity, found.value) for found in extractor.find(text)] == [("product", name)]


@pytest.mark.parametrize("text", ["하루 종일 마루에서 소리만 나고 택배는 온다 온다 해요", "I was vacuuming at home"])
def test_a_word_of_every_day_is_no_product(extractor: Extractor, text: str) -> None:
    assert extractor.find(text) == []
