"""How many came, and what they said of it."""

from escalation.numbers.contact_rows import ContactRow
from escalation.numbers.metrics import Metric
from escalation.numbers.part_rules import share

SATISFIED = 4  # of 5
EASY = 5  # of 7


def effort(contact: ContactRow) -> float | None:
    return None if contact.effort is None else float(contact.effort)


VOLUME: tuple[Metric, ...] = (
    Metric(
        "contacts", 1, "count", "volume", "none",
        {"ko": "상담", "en": "Contacts"},
        {
            "ko": "문의가 하나 이상 있었고 이 기간에 끝난 상담의 수. 인사만 한 상담은 세지 않습니다.",
            "en": "Contacts with at least one request that ended in the period. Greeting-only ones do not count.",
        },
        share(lambda contact: True),
    ),
)  # fmt: skip

VOICE: tuple[Metric, ...] = (
    Metric(
        "csat", 1, "share", "voice", "up",
        {"ko": "만족도 (CSAT)", "en": "CSAT"},
        {
            "ko": "평가한 상담 가운데 4점과 5점의 비율 (1~5점).",
            "en": "Share of ratings that are 4 or 5 of 5.",
        },
        share(lambda contact: None if contact.csat is None else contact.csat >= SATISFIED),
    ),
    Metric(
        "csat_response", 1, "share", "voice", "up",
        {"ko": "평가 참여율", "en": "CSAT response rate"},
        {"ko": "평가를 남긴 상담의 비율.", "en": "Share of contacts with a rating."},
        share(lambda contact: contact.csat is not None),
    ),
    Metric(
        "ces", 1, "share", "voice", "up",
        {"ko": "처리의 쉬움 (CES)", "en": "Ease (CES)"},
        {
            "ko": "'쉽게 처리할 수 있었나요?'에 답한 상담 가운데 5~7점의 비율 "
            "(1~7점, 7이 가장 쉬움). 평균 점수도 보입니다.",
            "en": "Of the answers to 'was it easy to get this handled?', those of 5 to 7 (1 to 7, 7 is easiest). "
            "The mean score is shown too.",
        },
        share(lambda contact: None if contact.effort is None else contact.effort >= EASY),
        mean=effort,
    ),
    Metric(
        "ces_response", 1, "share", "voice", "up",
        {"ko": "CES 응답률", "en": "CES response rate"},
        {"ko": "얼마나 쉬웠는지 답한 상담의 비율.", "en": "Share of contacts with an answer on effort."},
        share(lambda contact: contact.effort is not None),
    ),
)  # fmt: skip
