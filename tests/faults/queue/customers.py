"""What customers may do to the queue."""

from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from escalation.store.refusals import Refused
from tests.faults.queue.play import QueuePlay, needs, some
from tests.integration.escalation.world import said

TOPICS = ("billing", "orders", "complaints")


class CustomerSteps(QueuePlay):
    """Asking for a person, writing, going back to the bot."""

    @initialize(topics=st.lists(st.sampled_from(TOPICS), min_size=3, max_size=3))
    def some_wait(self, topics: list[str]) -> None:
        for topic in topics:
            self.asks_for_a_person(topic, "ko")

    @rule(topic=st.sampled_from(TOPICS), locale=st.sampled_from(["ko", "en"]))
    def asks_for_a_person(self, topic: str, locale: str) -> None:
        if len(self.conversations) < 12:
            conversation_id = self.do(self.world.conversation(locale=locale))
            self.conversations.append(conversation_id)
            self._ask_for_a_person(conversation_id, topic, locale)

    @rule(which=some, topic=st.sampled_from(TOPICS))
    @needs("conversations")
    def asks_again(self, which: int, topic: str) -> None:
        self._ask_for_a_person(self.one(which), topic, "ko")

    def _ask_for_a_person(self, conversation_id: UUID, topic: str, language: str) -> None:
        answer = said("연결해 드릴게요", language=language, handoff={"reason": "policy", "topic": topic})
        self.world.assistant.orders[:] = [answer]
        self.do(self.world.ask(conversation_id, "상담원 연결해 주세요"))
        self.world.assistant.orders.clear()
        self.customer_said += 1

    @rule(which=some)
    @needs("conversations")
    def writes(self, which: int) -> None:
        self.do(self.world.say(self.one(which), "아직이에요?"))
        self.customer_said += 1

    @rule()
    def bot_answers(self) -> None:
        self.do(self.world.runner.run_due())

    @rule(which=some)
    @needs("conversations")
    def goes_on_with_the_bot(self, which: int) -> None:
        conversation_id = self.one(which)
        state = self.do(self.world.state(conversation_id))
        if state["owner"] == "queue" and not isinstance(
            self.attempt(self.world.press(conversation_id, "keep_bot")), Refused
        ):
            self.customer_said += 1
