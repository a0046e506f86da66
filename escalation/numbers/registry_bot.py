"""What the bot took on, what it answered, and what went on to a person."""

from escalation.numbers.metrics import Metric, Over
from escalation.numbers.outcomes import HandledBy, Outcome
from escalation.numbers.part_rules import contained, fell_back, once_seen, poor, share

BOT: tuple[Metric, ...] = (
    Metric(
        "involvement", 1, "share", "bot", "none",
        {"ko": "봇 참여율", "en": "Bot involvement"},
        {
            "ko": "봇이 인사가 아닌 문의를 하나 이상 받은 상담의 비율. 다른 봇 비율의 분모입니다.",
            "en": "Share of contacts in which the bot got a request, more than a greeting. "
            "The rates of the bot are over these.",
        },
        share(lambda contact: contact.asked_bot),
    ),
    Metric(
        "answer_rate", 1, "share", "bot", "up",
        {"ko": "봇 응답률", "en": "Answer rate"},
        {
            "ko": "봇이 문의를 받은 상담 가운데, 실제 답을 하나 이상 한 비율.",
            "en": "Of contacts with a request to the bot, those in which it gave at least one real answer.",
        },
        share(lambda contact: contact.answered_by_bot if contact.asked_bot else None),
    ),
    Metric(
        "fallback_rate", 1, "share", "bot", "down",
        {"ko": "이해하지 못한 비율", "en": "Fallback rate"},
        {
            "ko": "봇의 답변 가운데, 고객의 말을 이해하지 못했거나 안내 범위를 벗어난 것의 비율.",
            "en": "Of the bot's turns, those in which it understood nothing, or nothing that it answers.",
        },
        fell_back, Over.TURNS,
    ),
    Metric(
        "containment", 2, "share", "bot", "none",
        {"ko": "봇 유지율", "en": "Containment"},
        {
            "ko": "봇이 문의를 받은 상담 가운데, 상담원 연결도 사람의 답도 없이 끝난 비율. 해결되었다는 뜻은 아닙니다.",
            "en": "Of contacts with a request to the bot, those without a handoff and without a human message. "
            "It does not mean resolved.",
        },
        share(lambda contact: contained(contact) if contact.asked_bot else None),
    ),
    Metric(
        "false_containment", 1, "share", "bot", "down",
        {"ko": "실패한 봇 유지", "en": "False containment"},
        {
            "ko": "고객을 아는 봇 유지 상담 가운데, 미해결로 끝났거나 만족도가 1~2점이거나 W일 안에 같은 "
            "문의가 다시 온 비율. W일이 지나지 않은 상담은 따로 셉니다.",
            "en": "Of contained contacts of known customers, those unresolved, rated 1 or 2, or repeated within W "
            "days. Younger ones are pending.",
        },
        once_seen(contained, lambda c, repeated: repeated or poor(c) or c.outcome is Outcome.UNRESOLVED),
    ),
    Metric(
        "escalation_rate", 1, "share", "bot", "none",
        {"ko": "상담원 연결률", "en": "Escalation rate"},
        {
            "ko": "상담원 연결이 있었던 상담의 비율. 이유별로 나눠 볼 수 있습니다.",
            "en": "Share of contacts with a handoff; split by reason below.",
        },
        share(lambda contact: bool(contact.escalation_reasons)),
    ),
    Metric(
        "escalation_success", 1, "share", "bot", "up",
        {"ko": "연결 성공률", "en": "Escalation success"},
        {
            "ko": "상담원 연결이 있었던 상담 가운데 상담원이 실제로 답한 비율.",
            "en": "Of contacts with a handoff, those in which a person replied.",
        },
        share(lambda c: c.handled_by is not HandledBy.BOT if c.escalation_reasons else None),
    ),
    Metric(
        "human_share", 1, "share", "bot", "none",
        {"ko": "사람 응대 비율", "en": "Human share"},
        {
            "ko": "상담원이 한 번 이상 답한 상담의 비율.",
            "en": "Share of contacts in which a person replied at least once.",
        },
        share(lambda contact: contact.handled_by is not HandledBy.BOT),
    ),
)  # fmt: skip
