"""Earlier contacts of a customer: those that an agent may open name their conversation."""

from uuid import UUID

from sqlalchemy import insert, update

from escalation.insight.keeper import keep
from escalation.insight.risk_refresher import KEY
from escalation.insight.risk_rows import row_of
from escalation.store.people import Agent, Customer
from escalation.store.wire import Wire
from escalation.tables import contact, risk
from tests.integration.escalation.world import World, said

CUSTOMER = Customer("C-1001", "하은", "vip")
ORDER = {"intent": "order_track", "confidence": 0.9, "gate": "sure", "text": "배송"}
PERSON = {"intent": "human_agent", "confidence": 0.99, "gate": "sure", "text": "상담원"}


async def resolved_by(world: World, agent: Agent, conversation_id: UUID) -> UUID:
    """This agent has brought the conversation to its end."""
    await world.ask(conversation_id, "상담원 연결해 주세요", said("연결해 드릴게요", intents=[PERSON]))
    ticket = await world.claimed(agent)
    await world.service.resolve(agent_id=agent.id, ticket_id=UUID(ticket["id"]), epoch=ticket["epoch"])
    world.clock.pass_(60)
    return conversation_id


async def known_as(world: World, customer: Customer, conversation_id: UUID) -> None:
    """What was said here is found out to be this customer's, whose own conversation is another one."""
    async with world.engine.begin() as connection:
        theirs = update(contact).where(contact.c.conversation_id == conversation_id)
        await connection.execute(theirs.values(customer_id=customer.id))


async def contacts_for(world: World, agent: Agent, conversation_id: UUID) -> list[Wire]:
    about = await world.service.about_customer(agent=agent, conversation_id=conversation_id)
    contacts: list[Wire] = about["contacts"]
    return contacts


async def test_a_contact_names_its_conversation_to_those_who_may_read_it(world: World) -> None:
    mine, other = await world.agent("민지"), await world.agent("서연")
    boss = await world.agent("지원", roles=["supervisor"])
    theirs = await resolved_by(world, other, await world.conversation())
    await known_as(world, CUSTOMER, theirs)
    own = await resolved_by(world, mine, await world.conversation(CUSTOMER))
    known = {
        agent.name: [earlier.get("conversation_id") for earlier in await contacts_for(world, agent, own)]
        for agent in (mine, boss)
    }
    assert known == {"민지": [str(own), None], "지원": [str(own), str(theirs)]}


async def test_a_conversation_without_a_person_cannot_be_opened_at_the_desk(world: World) -> None:
    boss = await world.agent("지원", roles=["supervisor"])
    conversation_id = await world.conversation(CUSTOMER)
    await world.ask(conversation_id, "언제 와요", said("내일 도착해요"))
    world.clock.pass_(24 * 3600)
    assert await world.reconciler.close_idle_contacts() == 1
    (earlier,) = await contacts_for(world, boss, conversation_id)
    assert "conversation_id" not in earlier


async def risk_for(world: World, agent: Agent, conversation_id: UUID) -> Wire | None:
    about = await world.service.about_customer(agent=agent, conversation_id=conversation_id)
    found: Wire | None = about.get("risk")
    return found


async def test_what_may_become_of_a_customer_is_told_with_what_helps_now(world: World) -> None:
    boss = await world.agent("지원", roles=["supervisor"])
    conversation_id = await world.conversation(CUSTOMER)
    assert await risk_for(world, boss, conversation_id) is None
    usual = {"leave": 0.15, "again": 0.2}
    judged = {"leave": 0.61, "again": 0.2, "leave_reasons": [{"code": "late_order", "effect": 1.4}]}
    kept = {"customer_id": CUSTOMER.id, "model": "leave-1", "computed_at": world.clock()}
    async with world.engine.begin() as connection:
        await keep(connection, KEY, {"usual": usual}, world.clock())
        await connection.execute(insert(risk), [{**kept, **row_of(judged, usual, None)}])
    told = await risk_for(world, boss, conversation_id)
    assert told == {
        "about": "leave",
        "band": "high",
        "share": 0.61,
        "usual": 0.15,
        "reasons": ["late_order"],
        "next_step": "call_back",
        "why": "late",
        "computed_at": world.clock().isoformat(),
    }
    await world.ask(conversation_id, "상담원 연결해 주세요", said("연결해 드릴게요", intents=[ORDER, PERSON]))
    asking = await risk_for(world, boss, conversation_id)
    assert asking is not None
    assert (asking["next_step"], asking["why"]) == ("refund", "late_open")
    assert await risk_for(world, boss, await world.conversation()) is None
