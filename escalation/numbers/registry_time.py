"""How long customers waited, and how long things took. What is not over yet is part of it: see `survival`."""

from escalation.numbers.contact_rows import ContactRow
from escalation.numbers.metrics import Metric, Over
from escalation.numbers.part_rules import (
    Measure,
    abandoned,
    answered_soon,
    kept,
    share,
    until_taken,
    waited,
)

CENSORED = {
    "ko": "아직 기다리는 고객과 기다리다 떠난 고객은 '적어도 그만큼' 기다린 것으로 셉니다 "
    "(카플란-마이어). p50, p90, p99.",
    "en": "Who still waits, or left, counts as having waited at least so long (Kaplan-Meier). p50, p90, p99.",
}


def _wait(id_: str, version: int, ko: tuple[str, str], en: tuple[str, str], measure: Measure, lasts: Measure) -> Metric:
    return Metric(
        id_, version, "seconds", "time", "down",
        {"ko": ko[0], "en": en[0]}, {"ko": f"{ko[1]} {CENSORED['ko']}", "en": f"{en[1]} {CENSORED['en']}"},
        waited(measure, lasts), measure=measure, lasting=lasts,
    )  # fmt: skip


def _time(id_: str, ko: tuple[str, str], en: tuple[str, str], measure: Measure, mean: Measure | None = None) -> Metric:
    return Metric(
        id_, 1, "seconds", "time", "down", {"ko": ko[0], "en": en[0]}, {"ko": ko[1], "en": en[1]},
        share(lambda contact: True if measure(contact) is not None else None), measure=measure, mean=mean,
    )  # fmt: skip


def queue_lasts(contact: ContactRow) -> float | None:
    """How long a wait has lasted that no agent ended."""
    return contact.abandoned_after_s if contact.waits is None else contact.waits.queue_s


def queue_lasts_open(contact: ContactRow) -> float | None:
    return contact.abandoned_after_open_s if contact.waits is None else contact.waits.queue_open_s


def human_lasts(contact: ContactRow) -> float | None:
    """How long a wait for an answer has lasted that nobody gave: until they left, or at least until an agent came."""
    if contact.waits is not None:
        return contact.waits.human_s
    return _longest(contact.abandoned_after_s, contact.queue_wait_s)


def human_lasts_open(contact: ContactRow) -> float | None:
    if contact.waits is not None:
        return contact.waits.human_open_s
    return _longest(contact.abandoned_after_open_s, contact.queue_wait_open_s)


def _longest(*seconds: float | None) -> float | None:
    return max((known for known in seconds if known is not None), default=None)


TIME: tuple[Metric, ...] = (
    _time(
        "first_bot_response",
        ("첫 봇 응답", "상담이 시작된 때부터 봇의 첫 답변까지. p50, p90, p99."),
        ("First bot response", "From the start of a contact to the bot's first answer: p50, p90, p99."),
        lambda contact: contact.first_bot_response_s,
    ),
    _wait(
        "queue_wait", 2,
        ("대기 시간", "연결 요청부터 상담원이 맡을 때까지."),
        ("Queue wait", "From the handoff to an agent taking it."),
        lambda contact: contact.queue_wait_s, queue_lasts,
    ),
    _wait(
        "queue_wait_open", 1,
        ("대기 시간 (영업시간)", "연결 요청부터 상담원이 맡을 때까지, 담당 팀의 영업시간만 셉니다."),
        ("Queue wait, open hours", "From the handoff to an agent taking it, in the open time of the team."),
        lambda contact: contact.queue_wait_open_s, queue_lasts_open,
    ),
    _wait(
        "first_human_response", 2,
        ("첫 상담원 응답", "연결 요청부터 상담원의 첫 메시지까지. 자동 안내는 세지 않습니다."),
        ("First human response", "From the handoff to the agent's first message; notices never count."),
        lambda contact: contact.first_human_response_s, human_lasts,
    ),
    _wait(
        "first_human_response_open", 1,
        ("첫 상담원 응답 (영업시간)", "연결 요청부터 상담원의 첫 메시지까지, 담당 팀의 영업시간만 셉니다."),
        ("First human response, open hours", "From the handoff to the agent's first message, in the team's open time."),
        lambda contact: contact.first_human_response_open_s, human_lasts_open,
    ),
    Metric(
        "service_level", 1, "share", "time", "up",
        {"ko": "서비스 수준 (60초)", "en": "Service level (60 s)"},
        {
            "ko": "60초 안에 상담원이 맡은 상담 / (상담원 연결이 있었던 상담 - 5초 안에 떠난 상담). "
            "대기 시간을 모르는 상담은 빠지고, 아직 기다리는 상담은 따로 셉니다.",
            "en": "Taken by an agent within 60 s / (contacts with a handoff - those left within 5 s). "
            "Where the wait is not known it does not count; who still waits is pending.",
        },
        until_taken(answered_soon),
    ),
    Metric(
        "abandonment", 2, "share", "time", "down",
        {"ko": "대기 중 이탈", "en": "Queue abandonment"},
        {
            "ko": "상담원을 기다리다 5초가 지나 떠난 상담 / (상담원 연결이 있었던 상담 - 5초 안에 떠난 상담).",
            "en": "Left while waiting for a person after more than 5 s / "
            "(contacts with a handoff - those left within 5 s).",
        },
        share(abandoned),
    ),
    Metric(
        "sla_attainment", 1, "share", "time", "up",
        {"ko": "약속 준수율 (SLA)", "en": "SLA attainment"},
        {
            "ko": "상담원 연결마다 한 약속(첫 응답, 다음 응답, 해결) 가운데 영업시간으로 제때 지킨 비율: "
            "지킴 / (지킴 + 어김). 아직 열려 있고 시간이 지난 약속은 어김으로, 시간이 남은 약속은 따로 셉니다.",
            "en": "Of the promises of each handoff (first answer, next answer, settled), in open time, those kept in "
            "time: kept / (kept + broken). An open one past its time is broken, one before its time is pending.",
        },
        kept, Over.PROMISES,
    ),
    _time(
        "handle_time",
        (
            "상담 처리 시간",
            "상담원이 상담을 맡고 있던 시간. 동시에 k건을 맡은 동안은 1/k씩 나눕니다. 평균(AHT)과 p50, p90, p99. "
            "인력 계산에만 쓰고 상담원 평가에는 쓰지 않습니다.",
        ),
        (
            "Handle time",
            "How long agents held a contact; while they hold k at once each has 1/k of the time. Mean (AHT) and "
            "p50, p90, p99. For planning, never a score of an agent.",
        ),
        lambda contact: contact.handle_s, lambda contact: contact.handle_s,
    ),
    _time(
        "resolution_time",
        ("해결까지 걸린 시간", "해결된 상담의 시작부터 마지막으로 해결된 때까지. p50, p90, p99."),
        ("Time to resolution", "From the start of a resolved contact until it was last resolved: p50, p90, p99."),
        lambda contact: contact.resolved_s,
    ),
    _time(
        "first_resolution_time",
        ("첫 해결까지", "상담의 시작부터 처음 해결된 때까지. 그 뒤 다시 열린 상담도 셉니다. p50, p90, p99."),
        ("Time to first resolution", "From the start until it was first resolved, whatever came after: p50, p90, p99."),
        lambda contact: contact.first_resolved_s,
    ),
    _time(
        "resolution_time_open",
        (
            "해결까지 (영업시간)",
            "해결된 상담의 시작부터 마지막으로 해결된 때까지, 담당 팀의 영업시간만 셉니다. 봇은 늘 열려 있습니다. "
            "p50, p90, p99.",
        ),
        ("Time to resolution, open hours", "The same in the team's open time; the bot is always there: p50, p90, p99."),
        lambda contact: contact.resolved_open_s,
    ),
)  # fmt: skip
