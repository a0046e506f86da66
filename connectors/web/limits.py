"""Rate limits: how often somebody may do something, counted together by all gateways.

The generic cell rate algorithm keeps one number a key: the time at which the key's next action is due. It runs in
Redis on Redis' own clock, all rules of one action in one call: either every rule lets it pass or nothing is counted.
When Redis is away each gateway counts for itself, with the same rules: customers can go on writing, and guessing
a password stays as hopeless as before (times the number of gateways).
"""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass

from redis.asyncio import Redis

from escalation.store.guarded_redis import GuardedRedis
from escalation.store.refusals import Refused

MOST_LOCAL_KEYS = 50_000


@dataclass(frozen=True, slots=True)
class Rule:
    """`count` actions in `period_s` seconds on average, `burst` of them at once."""

    name: str
    count: int
    period_s: float
    burst: int

    @property
    def step_us(self) -> int:
        """Microseconds one action costs."""
        return int(self.period_s * 1e6 / self.count)

    @property
    def room_us(self) -> int:
        """How far ahead of now a key may be."""
        return self.step_us * self.burst


SESSIONS_BY_ADDRESS = Rule("session-address", 120, 60, 60)
VISITORS_BY_ADDRESS = Rule("new-visitor-address", 120, 3600, 40)
SOCKETS_BY_ADDRESS = Rule("socket-address", 240, 60, 120)
MESSAGES_BY_VISITOR = Rule("message-visitor", 30, 60, 12)
MESSAGES_BY_ADDRESS = Rule("message-address", 240, 60, 80)
TRANSCRIPTS_BY_VISITOR = Rule("transcript-visitor", 20, 3600, 6)
LETTERS_BY_VISITOR = Rule("letter-visitor", 3, 86_400, 3)
LETTERS_BY_ADDRESS = Rule("letter-address", 20, 86_400, 10)
LETTERS_BY_RECIPIENT = Rule("letter-recipient", 3, 86_400, 3)
FILES_BY_VISITOR = Rule("file-visitor", 60, 86_400, 20)
FILES_BY_ADDRESS = Rule("file-address", 300, 86_400, 100)
FILES_BY_AGENT = Rule("file-agent", 500, 86_400, 60)
FILE_READS_BY_VISITOR = Rule("file-read-visitor", 120, 60, 120)
GUESSES_BY_ORDER = Rule("guess-order", 20, 86_400, 20)
LOGIN_BY_PAIR = Rule("login-pair", 5, 900, 5)
LOGIN_BY_ACCOUNT = Rule("login-account", 30, 900, 30)
LOGIN_BY_ADDRESS = Rule("login-address", 30, 900, 30)
LOGIN_BY_DEVICE = Rule("login-device", 5, 900, 5)
PASSWORD_BY_AGENT = Rule("password-agent", 5, 900, 5)
CODE_BY_ACCOUNT = Rule("code-account", 30, 86_400, 10)
CODE_BY_DEVICE = Rule("code-device", 30, 86_400, 10)
CSP_REPORTS_BY_ADDRESS = Rule("csp-report-address", 30, 60, 30)
FRAMES_BY_SOCKET = Rule("frame-socket", 10, 1, 40)
TYPING_BY_SOCKET = Rule("typing-socket", 2, 1, 6)
CONTEXT_BY_SOCKET = Rule("context-socket", 1, 1, 10)

GIVE_BACK = """
local t = redis.call('TIME')
local now = t[1] * 1000000 + t[2]
local tat = tonumber(redis.call('GET', KEYS[1]) or '0') - tonumber(ARGV[1])
if tat <= now then return redis.call('DEL', KEYS[1]) end
redis.call('SET', KEYS[1], string.format('%.0f', tat), 'PX', math.ceil((tat - now) / 1000) + 1)
return 1
"""

GCRA = """
local t = redis.call('TIME')
local now = t[1] * 1000000 + t[2]
local due, wait = {}, 0
for i, key in ipairs(KEYS) do
  local step, room = tonumber(ARGV[2 * i - 1]), tonumber(ARGV[2 * i])
  local tat = math.max(tonumber(redis.call('GET', key) or '0'), now) + step
  wait = math.max(wait, tat - now - room)
  due[i] = tat
end
if wait > 0 then return wait end
for i, key in ipairs(KEYS) do
  redis.call('SET', key, string.format('%.0f', due[i]), 'PX', math.ceil((due[i] - now) / 1000) + 1)
end
return 0
"""


class LocalLimits:
    """The same algorithm in this process' memory."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._due: dict[str, float] = {}

    def __len__(self) -> int:
        return len(self._due)

    def wait_s(self, *taken: tuple[Rule, str]) -> float:
        """0 when every rule lets the action pass, and then it is counted; else the seconds until it may."""
        now = self._clock() * 1e6
        due = {_key(rule, who): max(self._due.get(_key(rule, who), 0), now) + rule.step_us for rule, who in taken}
        wait = max(due[_key(rule, who)] - now - rule.room_us for rule, who in taken)
        if wait > 0:
            return wait / 1e6
        self._prune(now)
        self._due.update(due)
        return 0

    def forget(self, rule: Rule, who: str) -> None:
        self._due.pop(_key(rule, who), None)

    def give_back(self, rule: Rule, who: str) -> None:
        """One action was none after all."""
        if _key(rule, who) in self._due:
            self._due[_key(rule, who)] -= rule.step_us

    def _prune(self, now: float) -> None:
        if len(self._due) > MOST_LOCAL_KEYS:
            self._due = {key: due for key, due in self._due.items() if due > now}
        while len(self._due) > MOST_LOCAL_KEYS:  # all of them are running: the oldest are given up
            del self._due[next(iter(self._due))]


class Limits:
    """Counts in Redis, and in this process while Redis is away."""

    def __init__(self, redis: Redis, enforced: bool = True) -> None:
        self._script = redis.register_script(GCRA)
        self._returning = redis.register_script(GIVE_BACK)
        self._redis = GuardedRedis(redis)
        self._local = LocalLimits()
        self._enforced = enforced

    async def take(self, *taken: tuple[Rule, str]) -> None:
        """Count one action under each rule, or raise `rate_limited` with the seconds to wait."""
        if not self._enforced:
            return
        wait = await self._wait_s(*taken)
        if wait > 0:
            raise Refused("rate_limited", "too often; wait a moment", retry_after=round(wait + 0.05, 1))

    async def forget(self, rule: Rule, who: str) -> None:
        """Give back what was counted: the right password clears the wrong ones."""
        self._local.forget(rule, who)
        async with self._redis.asked("what was counted under a limit stays counted") as redis:
            if redis is not None:
                await redis.delete(_key(rule, who))

    async def give_back(self, rule: Rule, who: str) -> None:
        """One that was counted shall not have been: the others stay counted."""
        self._local.give_back(rule, who)
        async with self._redis.asked("what was counted under a limit stays counted") as redis:
            if redis is not None:
                await self._returning(keys=[_key(rule, who)], args=[rule.step_us])

    async def _wait_s(self, *taken: tuple[Rule, str]) -> float:
        async with self._redis.asked("limits are counted by this gateway alone") as redis:
            if redis is not None:
                wait = await self._script(
                    keys=[_key(rule, who) for rule, who in taken],
                    args=[number for rule, _ in taken for number in (rule.step_us, rule.room_us)],
                )
                return int(wait) / 1e6
        return self._local.wait_s(*taken)


def _key(rule: Rule, who: str) -> str:
    """The name in Redis; addresses and accounts are personal data, so their hash stands for them."""
    return f"limit:{rule.name}:{hashlib.sha256(who.encode()).hexdigest()[:32]}"
