"""A cluster's name: the words that tell it from all other texts, in each language that has a say in it."""

import math
import re
from collections import Counter
from collections.abc import Sequence

WORDS = 2
CANDIDATES = 12
LONGEST = 40
SAY = 0.15
"""Share of a cluster's texts from which on a language gives it a name too."""
_HANGUL = re.compile(r"[가-힣]")
_MASK = re.compile(r"\[[^\]]*\]")
_WORD = re.compile(r"[가-힣]+|[a-z]+(?:'[a-z]+)?", re.IGNORECASE)
_ASKING = re.compile(
    r"(?:이라고|라고요|했는데요?|하는데요?|인데요?|는데요?|이에요|예요|인가요|한가요|하나요|되나요|할까요|될까요|해주세요|됐어요"
    r"|했어요|었어요|았어요|있어요|해요|돼요|되요|어요|와요|가요|나요|까요|네요|세요|니다|하고|고요)$"
)
_ENDING = re.compile(
    r"(?:으로는|에서는|으로|에서|에게|한테|부터|까지|이랑|처럼|마다|조차|밖에|을|를|은|는|이|가|에|도|의|로|와|과|랑|요|만)$"
)
_COMMON = frozenset(
    re.findall(
        r"\S+",
        """
        a an the i you he she it we they me my your our his her its their this that these those is are was were be been
        am do does did have has had can could will would shall should may might must not no yes to of in on at by for
        from with about as if or and but so than then there here what which who when where why how please want need get
        got just also any some all im i'm i'd i'll i've don't doesn't didn't can't isn't it's hi hello thanks thank 좀
        제 제가 저 저는 내 내가 그 이 저희 거 것 수 있 없 있는 없는 있어 없어 있나요 없나요 안 못 잘 다 더 왜 뭐 어떻게
        어디 언제 혹시 그냥 너무 정말 진짜 아직 지금 그리고 그런데 근데 하고 해서 하는 되는 된 한 할 합니다 입니다
        싶어요 싶은데 가능 주세요 알려 건가 되나 하나 인가 어떤 무슨 이거 그거 같아 같은 때 중 및 또 궁금 있을 대해 어떻
        된다 해야 합니까 없습니다 싶어 하나요 부탁드립니다 문의드립니다
        """,
    )
)


def is_korean(text: str) -> bool:
    """Whether any of it is Hangul: an English order number in a Korean question makes no English question."""
    return _HANGUL.search(text) is not None


def words(text: str) -> list[str]:
    """The words of a text that can name something, without Korean particles and endings, in order."""
    plain = [_stem(word) for word in _WORD.findall(_MASK.sub(" ", text.casefold()))]
    return [word for word in plain if len(word) > 1 and word not in _COMMON]


def cluster_name(nearest: Sequence[str], everything: Sequence[str]) -> str:
    """From the texts of a cluster, the most central first, and all texts: `선물 포장 / gift wrap`. Where no word is
    shared, the most central text itself, cut."""
    spoken = [text for text in nearest if is_korean(text)]
    written = [text for text in nearest if not is_korean(text)]
    sides = [side for side in (spoken, written) if len(side) >= max(1, SAY * len(nearest))]
    named = [_telling(side, everything) for side in sides]
    name = " / ".join(part for part in named if part)
    return name or nearest[0].strip()[:LONGEST]


def _telling(texts: Sequence[str], everything: Sequence[str]) -> str:
    """Words that many of `texts` hold and few others do, as they mostly follow each other. A Korean word counts inside
    a longer one too: 주차 in 주차장."""
    here = Counter(word for text in texts for word in set(words(text)))
    often = [word for word, _ in here.most_common(CANDIDATES)]
    held = {word: _holding(word, texts) for word in often}
    told = {
        word: held[word] / len(texts) * math.log1p(len(everything) / _holding(word, everything))
        for word in often
        if held[word] > 1 or len(texts) == 1
    }
    best: list[str] = []
    for word in sorted(told, key=lambda word: (-told[word], word)):
        if len(best) < WORDS and not any(word in other or other in word for other in best):
            best.append(word)
    together = [text.casefold() for text in texts if all(word in text.casefold() for word in best)]
    return " ".join(sorted(best, key=lambda word: sum(text.find(word) for text in together)))


def _holding(word: str, texts: Sequence[str]) -> int:
    if is_korean(word):
        return sum(word in text.casefold() for text in texts)
    return sum(word in words(text) for text in texts)


def _stem(word: str) -> str:
    """A Korean word without its particle, as long as two syllables are left; nothing of a verb that is all ending."""
    asked = _ASKING.sub("", word)
    if asked != word and len(asked) < 2:
        return ""
    cut = _ENDING.sub("", asked)
    return cut if len(cut) > 1 else word
