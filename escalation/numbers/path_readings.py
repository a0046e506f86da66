"""`paths.counted` in SQL, over the journey log and the contacts of a period.

Where there are many events, of some customers only: those whose ids' hash says so, the same ones whenever it is asked.
A narrowed graph is of those who had a contact in the period that fits.
"""

from math import ceil
from typing import Any

from sqlalchemy import (
    ARRAY,
    CTE,
    Boolean,
    ColumnElement,
    Select,
    Text,
    cast,
    distinct,
    false,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by, distinct_on
from sqlalchemy.ext.asyncio import AsyncConnection

from escalation.numbers.filter import Filter
from escalation.numbers.narrowing import COUNTED
from escalation.numbers.outcomes import Outcome
from escalation.numbers.paths import (
    MOST_EXAMPLES,
    MOST_STEPS,
    ORDER,
    ORDER_AGAIN,
    RARE,
    Counts,
    Tally,
    Variant,
)
from escalation.numbers.persons import (
    CONTACTS,
    CUSTOMER_OF_CONTACT,
    CUSTOMER_OF_EVENT,
    EVENTS,
    PERSON_OF_CONTACT,
    PERSON_OF_EVENT,
    persons_with,
)
from escalation.tables import contact, contact_issue, journey_event, unit

MOST_EVENTS = 80_000  # of a period, those inside contacts too; of more, customers are sampled
MOST_VARIANTS = 500  # rarer ones stand for nobody
RESOLVED = [outcome.value for outcome in Outcome if outcome.resolved]
SUPPORT, NO_TOPIC = "support_", "other"
DAY_S = 86_400


async def read_paths(connection: AsyncConnection, asked: Filter, most_events: int = MOST_EVENTS) -> tuple[Counts, int]:
    """What was counted, and of how many customers in all: of more than were counted where they were sampled, and then
    about so many."""
    inside = journey_event.c.at >= asked.since, journey_event.c.at < asked.until
    events = await connection.scalar(select(func.count()).select_from(journey_event).where(*inside))
    nth = max(1, ceil((events or 0) / most_events))
    counts = _counts((await connection.execute(_statement(asked, nth))).one())
    return counts, counts.customers * nth


def _period(asked: Filter) -> tuple[ColumnElement[bool], ...]:
    """What happened in the period beside support, whose contacts stand for themselves."""
    own = journey_event.c.contact_id.is_not(None) | journey_event.c.touchpoint.startswith(SUPPORT, autoescape=True)
    return ~own, journey_event.c.at >= asked.since, journey_event.c.at < asked.until


def _steps(asked: Filter, nth: int) -> Select[Any]:
    """`person`, `id`, `at`, `stage`, and of contacts `resolved` and `repeated`: of every `nth` customer."""
    topic = select(contact_issue.c.topic).where(contact_issue.c.contact_id == contact.c.id)
    first_topic = topic.order_by(contact_issue.c.position, contact_issue.c.topic).limit(1).scalar_subquery()
    again = (unit.c.contact_id == contact.c.id) & (unit.c.after_same_s <= asked.window * DAY_S)
    of_events = (
        select(
            PERSON_OF_EVENT.label("person"),
            journey_event.c.touchpoint.label("id"),
            journey_event.c.at,
            journey_event.c.stage,
            cast(null(), Boolean).label("resolved"),
            false().label("repeated"),
            CUSTOMER_OF_EVENT.is_not(None).label("known"),
        )
        .select_from(EVENTS)
        .where(*_period(asked))
    )
    of_contacts = (
        select(
            PERSON_OF_CONTACT,
            func.concat(SUPPORT, contact.c.channel, ":", func.coalesce(first_topic, NO_TOPIC)),
            contact.c.started_at,
            literal("post_purchase"),
            contact.c.outcome.in_(RESOLVED),
            select(1).where(again).exists(),
            CUSTOMER_OF_CONTACT.is_not(None),
        )
        .select_from(CONTACTS)
        .where(COUNTED, contact.c.ended_at >= asked.since, contact.c.ended_at < asked.until)
    )
    among = persons_with(asked.narrowing, contact.c.ended_at >= asked.since, contact.c.ended_at < asked.until)
    parts = []
    for part, person in ((of_events, PERSON_OF_EVENT), (of_contacts, PERSON_OF_CONTACT)):
        narrowed = part if among is None else part.where(person.in_(among))
        parts.append(narrowed if nth == 1 else narrowed.where(func.hashtextextended(person, 0) % nth == 0))
    both = union_all(*parts).subquery()
    return select(both).where(both.c.person.is_not(None))


def _binary(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """In the order that Python has too."""
    return column.collate("C")


def _walks(steps: CTE) -> CTE:
    """Of each customer the first of each run, in order (`n`), with the next (`next_id`, `next_at`)."""
    order: dict[str, Any] = {"partition_by": steps.c.person, "order_by": (steps.c.at, _binary(steps.c.id))}
    runs = select(*steps.c, func.lag(steps.c.id).over(**order).label("before")).subquery()
    order = {"partition_by": runs.c.person, "order_by": (runs.c.at, _binary(runs.c.id))}
    placed = (
        select(runs.c.person, runs.c.id, runs.c.at, runs.c.stage, func.row_number().over(**order).label("n"))
        .where(runs.c.before.is_distinct_from(runs.c.id))
        .subquery()
    )
    kept = select(placed).where(placed.c.n <= MOST_STEPS).subquery()
    order = {"partition_by": kept.c.person, "order_by": kept.c.n}
    following = (func.lead(kept.c.id).over(**order), func.lead(kept.c.at).over(**order))
    return select(kept, following[0].label("next_id"), following[1].label("next_at")).cte("walk")


def _statement(asked: Filter, nth: int) -> Select[Any]:
    """One row: customers, and nodes, edges and variants as JSON."""
    steps = _steps(asked, nth).cte("step")
    walks = _walks(steps)
    nodes = (
        select(walks.c.id, func.max(walks.c.stage).label("stage"), func.count(distinct(walks.c.person)).label("on"))
        .group_by(walks.c.id)
        .cte("node")
    )
    customers = select(func.count(distinct(walks.c.person))).scalar_subquery()
    usual = select(nodes.c.id).where(nodes.c.on >= RARE * customers)
    return select(
        customers,
        _listed(nodes.c.id, nodes.c.stage, nodes.c.on),
        _edges(walks),
        _variants(walks.c, usual, _fates(steps)),
    )


def _listed(*columns: ColumnElement[Any]) -> ColumnElement[Any]:
    return select(func.jsonb_agg(func.jsonb_build_array(*columns))).scalar_subquery()


def _edges(walks: CTE) -> ColumnElement[Any]:
    seconds = func.extract("epoch", walks.c.next_at - walks.c.at).label("seconds")
    key = (walks.c.person, walks.c.id, walks.c.next_id)
    taken = select(*key, seconds).where(walks.c.next_id.is_not(None)).ext(distinct_on(*key)).order_by(*key, walks.c.n)
    gaps = taken.subquery()
    median = func.percentile_cont(0.5).within_group(gaps.c.seconds).label("median")
    edges = select(gaps.c.id, gaps.c.next_id, func.count().label("on"), median).group_by(gaps.c.id, gaps.c.next_id)
    found = edges.subquery()
    return _listed(found.c.id, found.c.next_id, found.c.on, found.c.median)


def _fates(steps: CTE) -> CTE:
    """`paths.fared` of each customer."""
    is_contact = steps.c.resolved.is_not(None)
    latest = aggregate_order_by(steps.c.resolved, steps.c.at.desc(), _binary(steps.c.id).desc())
    again = func.bool_or(steps.c.id == ORDER_AGAIN) | (func.count().filter(steps.c.id == ORDER) > 1)
    told = (
        select(
            steps.c.person,
            func.bool_or(is_contact).label("asked"),
            cast(func.array_agg(latest).filter(is_contact), ARRAY(Boolean)).label("ends"),
            func.bool_or(steps.c.repeated).label("repeat"),
            func.bool_or(steps.c.known).label("known"),
            again.label("again"),
        )
        .group_by(steps.c.person)
        .subquery()
    )
    resolved = func.coalesce(told.c.ends[1], false()).label("resolved")
    return select(told.c.person, told.c.asked, resolved, told.c.repeat, told.c.again, told.c.known).cte("fate")


def _variants(walk: Any, usual: Select[Any], fates: CTE) -> ColumnElement[Any]:
    order: dict[str, Any] = {"partition_by": walk.person, "order_by": walk.n}
    before = func.lag(walk.id).over(**order).label("before")
    runs = select(walk.person, walk.id, walk.n, before).where(walk.id.in_(usual)).subquery()
    way = func.array_agg(aggregate_order_by(runs.c.id, runs.c.n)).label("steps")
    ways = (
        select(runs.c.person, way).where(runs.c.before.is_distinct_from(runs.c.id)).group_by(runs.c.person).subquery()
    )
    people = func.array_agg(aggregate_order_by(ways.c.person, _binary(ways.c.person))).filter(fates.c.known)
    tallies = [func.count().filter(fates.c[name]).label(name) for name in ("asked", "resolved", "repeat", "again")]
    everybody = func.count().label("on")
    found = (
        select(ways.c.steps, everybody, *tallies, cast(people, ARRAY(Text)).label("people"))
        .join(fates, fates.c.person == ways.c.person)
        .group_by(ways.c.steps)
        .order_by(everybody.desc(), ways.c.steps)
        .limit(MOST_VARIANTS)
        .subquery()
    )
    return _listed(*list(found.c)[:-1], found.c.people[1:MOST_EXAMPLES])


def _counts(row: Any) -> Counts:
    customers, nodes, edges, variants = row
    made = [Variant(tuple(steps), Tally(*tally), tuple(example or ())) for steps, *tally, example in variants or ()]
    return Counts(
        customers,
        {name: (stage, on) for name, stage, on in nodes or ()},
        {(one, following): (on, float(median)) for one, following, on, median in edges or ()},
        sorted(made, key=lambda variant: (-variant.tally.customers, variant.steps)),
    )
