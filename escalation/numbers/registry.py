"""The metrics that ops reads, in the order of the page. To add one: write it here and its row in README's table."""

from escalation.numbers.metrics import Metric, abandoned, by_unit, share
from escalation.numbers.outcomes import HandledBy, Outcome

METRICS: tuple[Metric, ...] = (
    Metric(
        "contacts", 1, "count",
        {"ko": "상담", "en": "Contacts"},
        {
            "ko": "요청이 하나 이상 있었고 이 기간에 끝난 상담의 수. 인사만 한 상담은 세지 않습니다.",
            "en": "Contacts with at least one request that ended in the period. Greeting-only ones do not count.",
        },
        share(lambda contact: True),
    ),
    Metric(
        "fcr", 1, "share",
        {"ko": "첫 상담 해결률 (FCR)", "en": "First-contact resolution (FCR)"},
        {
            "ko": "첫 상담 문의 가운데 끝날 때 해결되었고 W일 안에 같은 문의가 다시 없었던 비율. "
            "W일이 지나지 않은 것은 대기로 따로 셉니다. 포기와 미해결은 분모에 남습니다.",
            "en": "Of first contacts on an issue, those resolved at their end with no repeat of it within W days. "
            "Younger ones are pending and apart. Abandoned and unresolved ones stay in the denominator.",
        },
        by_unit(), per_issue=True,
    ),
    Metric(
        "fcr_strict", 1, "share",
        {"ko": "FCR (엄격)", "en": "FCR, strict"},
        {
            "ko": "FCR과 같지만 W일 안의 다른 주제 재문의도 반복으로 셉니다.",
            "en": "As FCR, but a repeat on any topic within W days counts as a repeat.",
        },
        by_unit(any_topic=True), per_issue=True,
    ),
    Metric(
        "bot_fcr", 1, "share",
        {"ko": "봇 FCR", "en": "Bot FCR"},
        {
            "ko": "상담원 연결이 없었던 상담만으로 센 FCR.",
            "en": "FCR over the contacts that had no handoff.",
        },
        by_unit(lambda contact: not contact.escalated), per_issue=True,
    ),
    Metric(
        "automated_confirmed", 1, "share",
        {"ko": "자동 해결 (고객 확인)", "en": "Automated, confirmed"},
        {
            "ko": "봇만 응대한 채 고객이 해결됐다고 답한 상담의 비율.",
            "en": "Share of contacts handled by the bot alone where the customer said it is solved.",
        },
        share(lambda contact: not contact.escalated and contact.outcome is Outcome.CONFIRMED),
    ),
    Metric(
        "automated_assumed", 1, "share",
        {"ko": "자동 해결 (추정)", "en": "Automated, assumed"},
        {
            "ko": "봇이 답한 뒤 부정적인 신호 없이 조용히 끝난 상담의 비율. 확인된 해결이 아닙니다.",
            "en": "Share handled by the bot alone, answered, then silent without a negative sign. Not confirmed.",
        },
        share(lambda contact: not contact.escalated and contact.outcome is Outcome.ASSUMED),
    ),
    Metric(
        "human_share", 1, "share",
        {"ko": "사람 응대 비율", "en": "Human share"},
        {
            "ko": "상담원이 한 번 이상 답한 상담의 비율.",
            "en": "Share of contacts in which a person replied at least once.",
        },
        share(lambda contact: contact.handled_by is not HandledBy.BOT),
    ),
    Metric(
        "containment", 1, "share",
        {"ko": "봇 유지율", "en": "Containment"},
        {
            "ko": "상담원 연결 요청도 사람의 답도 없이 끝난 상담의 비율. 해결되었다는 뜻은 아닙니다.",
            "en": "Share without a handoff and without a human message. It does not mean resolved.",
        },
        share(lambda contact: not contact.escalated),
    ),
    Metric(
        "escalation_rate", 1, "share",
        {"ko": "상담원 연결률", "en": "Escalation rate"},
        {
            "ko": "상담원 연결이 있었던 상담의 비율. 이유별로 나눠 볼 수 있습니다.",
            "en": "Share of contacts with a handoff; split by reason below.",
        },
        share(lambda contact: bool(contact.escalation_reasons)),
    ),
    Metric(
        "unresolved", 1, "share",
        {"ko": "미해결", "en": "Unresolved"},
        {
            "ko": "답을 얻지 못했거나 해결되지 않았다고 답한 채 끝난 상담의 비율.",
            "en": "Share that ended without an answer, or with the customer saying it is not solved.",
        },
        share(lambda contact: contact.outcome is Outcome.UNRESOLVED),
    ),
    Metric(
        "abandonment", 1, "share",
        {"ko": "대기 중 이탈", "en": "Queue abandonment"},
        {
            "ko": "상담원을 기다리다 5초가 지나 떠난 상담 / 상담원 연결이 있었던 상담.",
            "en": "Left while waiting for a person after more than 5 s / contacts with a handoff.",
        },
        share(abandoned),
    ),
    Metric(
        "queue_wait", 1, "seconds",
        {"ko": "대기 시간", "en": "Queue wait"},
        {
            "ko": "연결 요청부터 상담원이 맡을 때까지. p50, p90, p99.",
            "en": "From the handoff to an agent taking it: p50, p90, p99.",
        },
        share(lambda contact: True if contact.queue_wait_s is not None else None),
        measure=lambda contact: contact.queue_wait_s,
    ),
    Metric(
        "first_human_response", 1, "seconds",
        {"ko": "첫 상담원 응답", "en": "First human response"},
        {
            "ko": "연결 요청부터 상담원의 첫 메시지까지. 자동 안내는 세지 않습니다.",
            "en": "From the handoff to the agent's first message; notices never count.",
        },
        share(lambda contact: True if contact.first_human_response_s is not None else None),
        measure=lambda contact: contact.first_human_response_s,
    ),
    Metric(
        "csat", 1, "share",
        {"ko": "만족도 (CSAT)", "en": "CSAT"},
        {
            "ko": "평가한 상담 가운데 4점과 5점의 비율 (1~5점).",
            "en": "Share of ratings that are 4 or 5 of 5.",
        },
        share(lambda contact: None if contact.csat is None else contact.csat >= 4),
    ),
    Metric(
        "csat_response", 1, "share",
        {"ko": "평가 참여율", "en": "CSAT response rate"},
        {"ko": "평가를 남긴 상담의 비율.", "en": "Share of contacts with a rating."},
        share(lambda contact: contact.csat is not None),
    ),
)  # fmt: skip

BY_ID = {metric.id: metric for metric in METRICS}
