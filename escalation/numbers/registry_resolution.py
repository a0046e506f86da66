"""Whether what customers came for was settled."""

from escalation.numbers.metrics import Metric, Over
from escalation.numbers.outcomes import Outcome
from escalation.numbers.part_rules import automated, by_unit, once_seen, poor, share

RESOLUTION: tuple[Metric, ...] = (
    Metric(
        "fcr", 2, "share", "resolution", "up",
        {"ko": "첫 상담 해결률 (FCR)", "en": "First-contact resolution (FCR)"},
        {
            "ko": "첫 상담 문의 가운데 상담이 끝날 때 해결되었고 그 뒤 W일 안에 같은 문의가 다시 없었던 비율. "
            "W일이 아직 지나지 않은 문의는 대기로 따로 셉니다. 이탈과 미해결도 분모에 남습니다.",
            "en": "Of first contacts on an issue, those resolved at their end with no repeat of it within W days. "
            "Younger ones are pending and apart. Abandoned and unresolved ones stay in the denominator.",
        },
        by_unit(), Over.ISSUES,
    ),
    Metric(
        "fcr_strict", 2, "share", "resolution", "up",
        {"ko": "FCR (엄격)", "en": "FCR, strict"},
        {
            "ko": "FCR과 같지만, 앞뒤 W일 안의 다른 주제 문의도 같은 문의로 봅니다.",
            "en": "As FCR, but a contact on any topic within W days, before or after, counts as the same issue.",
        },
        by_unit(any_topic=True), Over.ISSUES,
    ),
    Metric(
        "fcr_net", 1, "share", "resolution", "up",
        {"ko": "순 FCR", "en": "FCR, net"},
        {
            "ko": "FCR에서, 첫 상담에서는 누구도 끝낼 수 없다고 등록된 사유(외부 처리, 검수, 입고, 공적 절차)의 "
            "상담을 뺀 비율. 뺀 수는 '첫 상담 해결 불가'에 보입니다.",
            "en": "FCR without the contacts that nobody could have settled at once, for one of the registered reasons "
            "(another company, inspection, supply, authority). How many that were: 'Not resolvable at once'.",
        },
        by_unit(lambda contact: contact.not_first is None), Over.ISSUES,
    ),
    Metric(
        "not_first", 1, "share", "resolution", "none",
        {"ko": "첫 상담 해결 불가", "en": "Not resolvable at once"},
        {
            "ko": "상담원이 등록된 사유를 남겨 순 FCR에서 빠지는 상담의 비율.",
            "en": "Share of contacts that net FCR leaves out, for the registered reason that the agent gave.",
        },
        share(lambda contact: contact.not_first is not None),
    ),
    Metric(
        "bot_fcr", 2, "share", "resolution", "up",
        {"ko": "봇 FCR", "en": "Bot FCR"},
        {
            "ko": "상담원 연결이 없었던 상담만으로 센 FCR.",
            "en": "FCR over the contacts that had no handoff.",
        },
        by_unit(lambda contact: not contact.escalated), Over.ISSUES,
    ),
    Metric(
        "fcr_survey", 1, "share", "resolution", "up",
        {"ko": "고객 응답 해결률", "en": "Resolved, as customers say"},
        {
            "ko": "'해결되셨나요?'에 답한 고객 가운데 '네'의 비율: 네 / (네 + 아니요).",
            "en": "Of the customers who answered 'was it solved?', those who said yes: yes / (yes + no).",
        },
        share(lambda contact: contact.solved),
    ),
    Metric(
        "survey_response", 1, "share", "resolution", "up",
        {"ko": "해결 여부 응답률", "en": "Answered 'was it solved?'"},
        {
            "ko": "'해결되셨나요?'에 답한 상담 / 모든 상담.",
            "en": "Contacts whose customer answered 'was it solved?' / all contacts.",
        },
        share(lambda contact: contact.solved is not None),
    ),
    Metric(
        "automated_confirmed", 2, "share", "resolution", "up",
        {"ko": "자동 해결 (고객 확인)", "en": "Automated, confirmed"},
        {
            "ko": "봇이 문의를 받은 상담 가운데, 상담원 없이 끝나고 고객이 해결됐다고 답한 비율.",
            "en": "Of contacts with a request to the bot, those without a person where the customer said it is solved.",
        },
        share(lambda c: automated(c) and c.outcome is Outcome.CONFIRMED if c.asked_bot else None),
    ),
    Metric(
        "automated_assumed", 2, "share", "resolution", "none",
        {"ko": "자동 해결 (추정)", "en": "Automated, assumed"},
        {
            "ko": "봇이 문의를 받은 상담 가운데, 봇이 답한 뒤 부정적인 신호 없이 조용히 끝난 비율. "
            "고객이 확인한 해결이 아닙니다.",
            "en": "Of contacts with a request to the bot, those without a person, answered, then silent without a "
            "negative sign. Not confirmed.",
        },
        share(lambda c: automated(c) and c.outcome is Outcome.ASSUMED if c.asked_bot else None),
    ),
    Metric(
        "verified_resolution", 1, "share", "resolution", "up",
        {"ko": "검증된 자동 해결", "en": "Automated, verified"},
        {
            "ko": "봇이 문의를 받았고 고객을 아는 상담 가운데, 자동 해결(확인·추정)된 뒤 W일 안에 같은 문의가 다시 "
            "없었고 만족도가 1~2점이 아니었던 비율. W일이 지나지 않은 상담은 따로 셉니다.",
            "en": "Of contacts of known customers with a request to the bot, those automated (confirmed or assumed) "
            "with no repeat of the issue within W days and no rating of 1 or 2. Younger ones are pending.",
        },
        once_seen(lambda c: c.asked_bot, lambda c, repeated: automated(c) and not repeated and not poor(c)),
    ),
    Metric(
        "unresolved", 1, "share", "resolution", "down",
        {"ko": "미해결", "en": "Unresolved"},
        {
            "ko": "답을 얻지 못했거나, 해결되지 않았다고 답한 채 끝난 상담의 비율.",
            "en": "Share that ended without an answer, or with the customer saying it is not solved.",
        },
        share(lambda contact: contact.outcome is Outcome.UNRESOLVED),
    ),
)  # fmt: skip
