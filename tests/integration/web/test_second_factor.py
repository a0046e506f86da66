"""The second factor of an account: set up, asked for, used up, lost, demanded."""

import dataclasses
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pyotp
import pytest
from sqlalchemy import text

from connectors.settings import Settings
from connectors.web import keys
from connectors.web.limits import CODE_BY_ACCOUNT, LOGIN_BY_PAIR
from escalation.store.refusals import Refused
from tests.integration.escalation.test_accounts_command import typed
from tests.integration.web.assistant import ScriptedAssistant
from tests.integration.web.conftest import PASSWORD, Gateway, running
from tests.integration.web.screens import AgentScreen
from tests.integration.web.settings_pages import Answer, Page

ACCOUNT = "account/second-factor"
EMAIL = "Admin@shop.example"


class Clock:
    now = datetime(2026, 3, 2, 9, 0, 5, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def code(self, secret: str) -> str:
        """What an app shows, half a minute later than at the last time it was looked at."""
        self.now += timedelta(seconds=30)
        return pyotp.TOTP(secret).at(self.now)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@asynccontextmanager
async def opened(
    settings: Settings, assistant: tuple[ScriptedAssistant, str], ui: Path, clock: Clock, **others: Any
) -> AsyncIterator[Gateway]:
    scripted, rasa_url = assistant
    changed = dataclasses.replace(settings, rasa_url=rasa_url, **others)
    async with running(changed, scripted, ui, clock) as gateway:
        yield gateway


@pytest.fixture
async def gateway(
    settings: Settings, assistant: tuple[ScriptedAssistant, str], ui: Path, clock: Clock
) -> AsyncIterator[Gateway]:
    async with opened(settings, assistant, ui, clock) as gateway:
        await gateway.hire("지원", EMAIL, "admin", "agent")
        yield gateway


async def logged_in(screen: AgentScreen, code: str | None = None, password: str = PASSWORD) -> Answer:
    body = {"email": EMAIL, "password": password, **({} if code is None else {"code": code})}
    async with await screen.post("/desk/login", body) as response:
        return Answer(response.status, await response.json())


async def set_up(page: Page, clock: Clock) -> tuple[str, list[str]]:
    """The app's secret and the codes on paper."""
    begun = (await page.ask("POST", ACCOUNT, {"password": PASSWORD})).body
    confirmed = await page.ask("POST", f"{ACCOUNT}/confirm", {"code": clock.code(begun["secret"])})
    assert confirmed.status == 200, confirmed
    return begun["secret"], confirmed.body["recovery_codes"]


async def test_it_is_set_up_with_the_password_and_a_first_code(gateway: Gateway, clock: Clock) -> None:
    async with gateway.agent() as screen, gateway.agent() as elsewhere:
        for one in (screen, elsewhere):
            assert (await logged_in(one)).body["second_factor"] == "off"
            await one.open()
        page = Page(screen)
        assert await page.get(ACCOUNT) == {"recovery_left": 0, "demanded": False}
        assert (await page.ask("POST", f"{ACCOUNT}/confirm", {"code": "123456"})).refused[1] == "conflict"
        assert (await page.ask("POST", ACCOUNT, {"password": "not the one"})).refused == (
            *(403, "password_wrong", "password"),
        )
        begun = (await page.ask("POST", ACCOUNT, {"password": PASSWORD})).body
        assert begun["address"] == pyotp.TOTP(begun["secret"]).provisioning_uri(name=EMAIL, issuer_name="Firsthand")
        assert begun["picture"]["path"].startswith("M4 4h7v1h-7z")
        assert (await logged_in(elsewhere)).status == 200  # nothing is asked for yet
        await elsewhere.open()
        wrong = await page.ask("POST", f"{ACCOUNT}/confirm", {"code": "000000"})
        assert wrong.refused == (403, "code_wrong", "code")
        confirmed = await page.ask("POST", f"{ACCOUNT}/confirm", {"code": clock.code(begun["secret"])})
        assert len(set(confirmed.body["recovery_codes"])) == 10
        assert await elsewhere.until_closed(2) == 4401
        assert screen.close_code is None
        assert (await page.get(ACCOUNT))["recovery_left"] == 10
        assert (await page.ask("POST", ACCOUNT, {"password": PASSWORD})).refused[1] == "conflict"
        assert screen.close_code is None


async def test_a_code_is_asked_for_after_the_password_and_works_once(gateway: Gateway, clock: Clock) -> None:
    async with gateway.agent() as screen:
        await logged_in(screen)
        secret, _ = await set_up(Page(screen), clock)
        assert (await logged_in(screen, pyotp.TOTP(secret).at(clock.now))).refused[1] == "code_wrong"  # set up with it
        assert (await logged_in(screen)).refused == (401, "code_needed", "code")
        assert (await logged_in(screen, password="not the one")).refused == (401, "unauthenticated", None)
        fresh = clock.code(secret)
        assert (await logged_in(screen, fresh, "not the one")).refused == (401, "unauthenticated", None)
        answer = await logged_in(screen, f" {fresh[:3]} {fresh[3:]}".translate({48 + n: 0xFF10 + n for n in range(10)}))
        assert (answer.status, answer.body["second_factor"]) == (200, "on")
        assert (await logged_in(screen, fresh)).refused == (403, "code_wrong", "code")
        before = pyotp.TOTP(secret).at(clock.now - timedelta(seconds=30))
        assert (await logged_in(screen, before)).refused == (403, "code_wrong", "code")
        assert (await logged_in(screen, clock.code(secret))).status == 200


async def test_codes_on_paper_let_in_once_each_and_can_be_replaced(gateway: Gateway, clock: Clock) -> None:
    async with gateway.agent() as screen:
        await logged_in(screen)
        page = Page(screen)
        secret, paper = await set_up(page, clock)
        assert (await logged_in(screen, paper[3].upper())).status == 200
        assert (await logged_in(screen, paper[3])).refused == (403, "code_wrong", "code")
        assert (await page.get(ACCOUNT))["recovery_left"] == 9
        both = {"password": PASSWORD, "code": clock.code(secret)}
        replaced = (await page.ask("POST", f"{ACCOUNT}/recovery-codes", both)).body["recovery_codes"]
        assert not set(replaced) & set(paper)
        assert (await logged_in(screen, paper[4])).refused == (403, "code_wrong", "code")
        assert (await logged_in(screen, replaced[0])).status == 200
        actions = [entry["action"] for entry in (await page.get("admin/audit"))["entries"]]
        assert actions[:4] == [
            "recovery_code_used",
            "recovery_codes_replaced",
            "recovery_code_used",
            "second_factor_on",
        ]


async def test_it_is_ended_with_password_and_code_only(gateway: Gateway, clock: Clock) -> None:
    async with gateway.agent() as screen:
        await logged_in(screen)
        page = Page(screen)
        secret, paper = await set_up(page, clock)
        for body, code in (
            ({"password": "not the one", "code": paper[0]}, "password_wrong"),
            ({"password": PASSWORD, "code": "000000"}, "code_wrong"),
        ):
            assert (await page.ask("POST", f"{ACCOUNT}/end", body)).refused[1] == code
        assert (
            await page.ask("POST", f"{ACCOUNT}/end", {"password": PASSWORD, "code": clock.code(secret)})
        ).status == 200
        assert await page.get(ACCOUNT) == {"recovery_left": 0, "demanded": False}
        assert (await logged_in(screen, paper[0])).body["second_factor"] == "off"


async def test_an_admin_of_whom_one_is_demanded_can_do_nothing_else_first(
    settings: Settings, assistant: tuple[ScriptedAssistant, str], ui: Path, clock: Clock
) -> None:
    async with opened(settings, assistant, ui, clock, totp="admins") as gateway:
        await gateway.hire("지원", EMAIL, "admin", "agent")
        async with gateway.agent() as screen, gateway.at_the_desk() as agent:
            assert (await logged_in(screen)).body["second_factor"] == "needed"
            page = Page(screen)
            for path in ("admin/agents", "team", "macros", "search?q=a"):
                assert (await page.ask("GET", path)).refused == (403, "second_factor_needed", None)
            with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
                await screen.connect("/desk/socket")
            await set_up(page, clock)
            assert (await page.get(ACCOUNT))["demanded"]
            await screen.open()
            await page.get("admin/agents")
            both = {"password": PASSWORD, "code": "000000"}
            assert (await page.ask("POST", f"{ACCOUNT}/end", both)).refused[:2] == (409, "conflict")
            assert (await Page(agent).get(ACCOUNT)) == {"recovery_left": 0, "demanded": False}


async def test_whoever_lost_it_is_let_in_again_by_an_admin_or_a_command(
    gateway: Gateway, clock: Clock, database_url: str, redis_url: str
) -> None:
    await gateway.hire("하나", "other@shop.example", "admin")
    async with gateway.agent() as lost, gateway.agent() as helper:
        await helper.sign_in("other@shop.example", PASSWORD)
        await logged_in(lost)
        (account,) = [one for one in (await Page(helper).get("admin/agents"))["agents"] if one["email"] == EMAIL]
        for by_command in (False, True):
            await set_up(Page(lost), clock)
            accounts = (await Page(helper).get("admin/agents"))["agents"]
            assert [one["id"] for one in accounts if "second_factor_since" in one] == [account["id"]]
            await lost.open()
            if by_command:
                told = typed(database_url, "agents", "totp", "reset", EMAIL, REDIS_URL=redis_url)
                assert (told.returncode, told.stdout) == (0, f"{EMAIL} logs in without a code\n")
            else:
                assert (await Page(helper).ask("DELETE", f"admin/agents/{account['id']}/second-factor")).status == 200
            assert await lost.until_closed(2) == 4401
            assert (await logged_in(lost)).body["second_factor"] == "off"
        entries = (await Page(helper).get("admin/audit"))["entries"]
        off = [entry["actor"]["name"] for entry in entries if entry["action"] == "second_factor_off"]
        assert off == ["cli", "하나"]


async def test_guesses_at_a_code_are_counted(gateway: Gateway, clock: Clock) -> None:
    async with gateway.agent() as screen, gateway.agent() as thief:
        await logged_in(screen)
        secret, _ = await set_up(Page(screen), clock)
        for _ in range(CODE_BY_ACCOUNT.burst):
            await gateway.app[keys.LIMITS].take((CODE_BY_ACCOUNT, EMAIL.lower()))
        assert (await logged_in(thief, clock.code(secret))).refused[:2] == (429, "rate_limited")
        assert (await logged_in(screen, clock.code(secret))).status == 200  # this browser is known: the owner's


async def test_the_password_alone_is_no_guess(gateway: Gateway, clock: Clock) -> None:
    async with gateway.agent() as screen, gateway.agent() as elsewhere:
        await logged_in(screen)
        secret, _ = await set_up(Page(screen), clock)
        for _ in range(LOGIN_BY_PAIR.burst + 1):
            assert (await logged_in(elsewhere)).refused == (401, "code_needed", "code")
        assert (await logged_in(elsewhere, clock.code(secret))).status == 200


async def test_an_admin_does_not_take_away_their_own(gateway: Gateway, clock: Clock) -> None:
    async with gateway.agent() as screen:
        own = (await logged_in(screen)).body["agent"]["id"]
        page = Page(screen)
        await set_up(page, clock)
        assert (await page.ask("DELETE", f"admin/agents/{own}/second-factor")).refused[:2] == (409, "conflict")
        assert "since" in await page.get(ACCOUNT)


async def test_one_that_was_begun_under_another_secret_begins_again(
    gateway: Gateway, clock: Clock, settings: Settings, assistant: tuple[ScriptedAssistant, str], ui: Path
) -> None:
    known = await gateway.app[keys.SERVICE].recognise(email=EMAIL, password=PASSWORD)
    assert known is not None
    agent = known.agent
    secret = pyotp.parse_uri(await gateway.app[keys.SECOND_FACTORS].begin(of=agent)).secret
    other = {"session_secret": "another secret that is long enough", "port": 0}
    async with opened(settings, assistant, ui, clock, **other) as elsewhere:
        factors = elsewhere.app[keys.SECOND_FACTORS]
        with pytest.raises(Refused, match="begin again") as refused:
            await factors.confirm(agent_id=agent.id, code=clock.code(secret), token="none")
        assert refused.value.code == "conflict"
        again = pyotp.parse_uri(await factors.begin(of=agent)).secret
        assert len(await factors.confirm(agent_id=agent.id, code=clock.code(again), token="none")) == 10


async def test_the_record_alone_tells_no_code(
    gateway: Gateway, clock: Clock, settings: Settings, assistant: tuple[ScriptedAssistant, str], ui: Path
) -> None:
    async with gateway.agent() as screen:
        await logged_in(screen)
        secret, paper = await set_up(Page(screen), clock)
    async with gateway.app[keys.ENGINE].connect() as connection:
        kept = str((await connection.execute(text("SELECT row_to_json(agent) FROM agent"))).all())
    assert secret not in kept
    assert not any(code in kept or code.replace("-", "") in kept for code in paper)
    other = {"session_secret": "another secret that is long enough", "port": 0}
    async with opened(settings, assistant, ui, clock, **other) as elsewhere:
        factors = elsewhere.app[keys.SECOND_FACTORS]
        known = await elsewhere.app[keys.SERVICE].recognise(email=EMAIL, password=PASSWORD)
        assert known is not None
        with pytest.raises(Exception, match="code_wrong"):
            await factors.prove(agent_id=known.agent.id, code=clock.code(secret))
        await factors.prove(agent_id=known.agent.id, code=paper[0])
