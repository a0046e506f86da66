"""How drivers are called, and what it means that one goes along with less or more satisfaction."""

Words = dict[str, str]

NOTE: Words = {"ko": "함께 나타나는 정도이며 원인이라는 뜻은 아닙니다.", "en": "An association, not a cause."}
UNSURE: Words = {"ko": "뚜렷한 관련이 보이지 않습니다", "en": "no clear link"}

_NAMES: dict[str, Words] = {
    "person": {"ko": "상담원이 응대한 상담", "en": "With a person"},
    "wait": {"ko": "대기 시간", "en": "Waiting time"},
    "first_response": {"ko": "연결 뒤 첫 답까지 걸린 시간", "en": "First reply after an agent took it"},
    "handle": {"ko": "상담원 응대 시간", "en": "Handling time"},
    "repeats": {"ko": "30일 안의 이전 상담 수", "en": "Earlier contacts within 30 days"},
    "fallbacks": {"ko": "봇이 알아듣지 못한 횟수", "en": "Times the bot did not understand"},
    "bot_turns": {"ko": "봇과 주고받은 횟수", "en": "Turns with the bot"},
    "transfers": {"ko": "다른 팀으로 넘어간 횟수", "en": "Transfers"},
    "late": {"ko": "지키지 못한 응대 약속", "en": "A broken promise of service"},
    "english": {"ko": "영어 상담", "en": "In English"},
    "night": {"ko": "업무 시간 밖에 온 상담 (18시~9시)", "en": "Outside of 9 to 18"},
    "phone": {"ko": "휴대폰에서 온 상담", "en": "From a phone"},
}
_MORE: dict[str, Words] = {
    "person": {"ko": "상담원이 응대하면", "en": "with a person"},
    "wait": {"ko": "기다림이 길수록", "en": "the longer"},
    "first_response": {"ko": "첫 답이 늦을수록", "en": "the later"},
    "handle": {"ko": "응대가 길수록", "en": "the longer"},
    "repeats": {"ko": "다시 온 횟수가 많을수록", "en": "the more often they came back"},
    "fallbacks": {"ko": "알아듣지 못한 횟수가 많을수록", "en": "the more often"},
    "bot_turns": {"ko": "봇과 오래 이야기할수록", "en": "the more turns"},
    "transfers": {"ko": "여러 번 넘어갈수록", "en": "the more often"},
    "late": {"ko": "약속을 지키지 못하면", "en": "where one was broken"},
    "english": {"ko": "영어 상담에서", "en": "in English"},
    "night": {"ko": "업무 시간 밖이면", "en": "outside of these hours"},
    "phone": {"ko": "휴대폰이면", "en": "on a phone"},
}
_LOWER: Words = {"ko": "낮습니다", "en": "the lower"}
_HIGHER: Words = {"ko": "높습니다", "en": "the higher"}
_IF = frozenset({"person", "late", "english", "night", "phone"})


def name_of(driver: str) -> Words:
    return _NAMES[driver]


def meaning_of(driver: str, effect: float, *, sure: bool) -> Words:
    """In a sentence: `the longer, the lower` is the satisfaction."""
    if not sure:
        return UNSURE
    more, then = _MORE[driver], _LOWER if effect < 0 else _HIGHER
    english = then["en"].removeprefix("the ") if driver in _IF else then["en"]
    return {"ko": f"{more['ko']} {then['ko']}", "en": f"{more['en']}, {english}"}
