"""The settings pages over HTTP: what may be changed, by whom, and what each refusal names."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from connectors.web import app as application
from connectors.web.authorization import Act, may
from tests.integration.web.conftest import Gateway
from tests.integration.web.settings_pages import GOLDEN, Page, changed, signed_in
from tests.integration.web.test_golden import fields

NOBODY = "00000000-0000-4000-8000-000000000000"
SETTINGS_ACTS = {Act.SUPERVISE, Act.CONFIGURE, Act.ADMINISTER}


@pytest.fixture
async def admin(gateway: Gateway) -> AsyncIterator[Page]:
    async with signed_in(gateway, "admin") as page:
        yield page


@pytest.mark.parametrize("role", ["agent", "supervisor", "ops", "admin"])
async def test_every_settings_route_answers_exactly_those_it_is_for(gateway: Gateway, role: str) -> None:
    routes = [route for route in application.ROUTES if route.act in SETTINGS_ACTS]
    assert len(routes) >= 21
    async with signed_in(gateway, role) as page:
        for route in routes:
            path = route.path.removeprefix("/desk/api/").replace("{id}", NOBODY).replace("{queue}", "lunch")
            status = (await page.ask(route.method, path, {})).status
            assert (status == 403) is not may(route.act, [role]), (role, route)
            assert status != 401
        desk = {name: (await page.ask("GET", name)).status for name in ("agents", "macros", "labels")}
        assert set(desk.values()) == {403 if role == "ops" else 200}


async def test_macros_are_added_changed_moved_and_archived(admin: Page) -> None:
    first = (await admin.example("admin_macro_added")).body["macro"]
    second = (await admin.ask("POST", "admin/macros", {"name": "인사", "ko": "안녕하세요", "en": "Hello"})).body[
        "macro"
    ]
    assert "queue" not in second
    assert (await admin.get("macros"))["macros"] == [first, second]
    await admin.example("admin_macro_moved", f"admin/macros/{second['id']}")
    moved = (await admin.get("admin/macros"))["macros"]
    assert [macro["id"] for macro in moved] == [second["id"], first["id"]]
    queueless = (await admin.example("admin_macro_changed", f"admin/macros/{first['id']}")).body["macro"]
    assert "queue" not in queueless
    assert queueless["ko"] == GOLDEN["admin_macro_changed"]["request"]["body"]["ko"]
    await admin.example("admin_macro_archived", f"admin/macros/{first['id']}")
    assert [macro["id"] for macro in (await admin.get("macros"))["macros"]] == [second["id"]]
    again = await admin.ask("DELETE", f"admin/macros/{first['id']}")
    assert again.refused == (404, "not_found", "macro_id")
    assert (await admin.ask("POST", "admin/macros", changed("admin_macro_added"))).status == 201  # the name is free
    log = (await admin.get("admin/audit"))["entries"]
    told = [(entry["action"], entry.get("before"), entry.get("after")) for entry in log if "macro" in entry["action"]]
    assert told[3] == ("macro_changed", {"position": 1}, {"position": 0})
    assert [action for action, *_ in told] == [
        *("macro_added", "macro_archived", "macro_changed", "macro_changed", "macro_added", "macro_added")
    ]


@pytest.mark.parametrize(
    ("fields", "field", "got"),
    [
        ({"ko": "{name}님, 안녕하세요"}, "ko", "got {name}"),
        ({"en": "{Customer_Name} {order_number} {x}"}, "en", "got {Customer_Name}, {x}"),
        ({"ko": "  "}, "ko", "got 0"),
        ({"en": None}, "en", "came nothing"),
        ({"en": "x" * 2001}, "en", "got 2001"),
        ({"name": ""}, "name", "got 0"),
        ({"queue": "lunch"}, "queue", "got lunch"),
    ],
)
async def test_a_wrong_macro_names_its_field(admin: Page, fields: dict[str, Any], field: str, got: str) -> None:
    refused = await admin.ask("POST", "admin/macros", changed("admin_macro_added", **fields))
    assert refused.refused == (400, "bad_frame", field)
    assert refused.body["error"]["message"].endswith(got)
    if fields != {"en": None}:
        added = (await admin.example("admin_macro_added")).body["macro"]
        assert (await admin.ask("PATCH", f"admin/macros/{added['id']}", fields)).refused == (400, "bad_frame", field)
        assert (await admin.get("macros"))["macros"] == [added]


async def test_an_unknown_placeholder_is_the_golden_refusal(admin: Page) -> None:
    answer = await admin.example("admin_macro_unknown_placeholder")
    assert answer.body == GOLDEN["admin_macro_unknown_placeholder"]["response"]


async def test_a_place_that_is_none_and_a_taken_name_are_refused(admin: Page) -> None:
    first = (await admin.example("admin_macro_added")).body["macro"]
    second = (await admin.ask("POST", "admin/macros", changed("admin_macro_added", name="다른"))).body["macro"]
    path = f"admin/macros/{second['id']}"
    assert (await admin.ask("PATCH", path, {"position": 2})).refused == (400, "bad_frame", "position")
    assert (await admin.ask("PATCH", path, {"position": -1})).refused == (400, "bad_frame", "position")
    assert (await admin.ask("PATCH", path, {"name": first["name"]})).refused == (409, "conflict", "name")
    assert (await admin.ask("PATCH", path, {})).status == 400
    assert (await admin.ask("PATCH", path, {"id": NOBODY})).refused == (400, "bad_frame", "id")
    assert (await admin.ask("PATCH", "admin/macros/x", {"name": "y"})).refused == (404, "not_found", "id")


async def test_labels_are_added_changed_and_archived(gateway: Gateway, admin: Page) -> None:
    label = (await admin.example("admin_label_added")).body["label"]
    taken = await admin.example("admin_label_name_taken")
    assert taken.body == GOLDEN["admin_label_name_taken"]["response"]
    wrong = await admin.ask("POST", "admin/labels", {"name": "x", "colour": "pink"})
    assert wrong.refused == (400, "bad_frame", "colour")
    path = f"admin/labels/{label['id']}"
    await admin.example("admin_label_changed", path)
    renamed = (await admin.ask("PATCH", path, {"name": " 교환 ", "colour": "blue"})).body["label"]
    assert renamed == {"id": label["id"], "name": "교환", "colour": "blue"}
    assert (await admin.get("labels"))["labels"] == (await admin.get("admin/labels"))["labels"] == [renamed]
    await admin.example("admin_label_archived", path)
    assert (await admin.get("labels"))["labels"] == []
    assert (await admin.ask("PATCH", path, {"colour": "red"})).refused == (404, "not_found", "label_id")


async def test_teams_are_shown_with_what_holds_and_changed_field_by_field(admin: Page) -> None:
    page = await admin.get("admin/teams")
    assert [team["queue"] for team in page["teams"]] == [
        *("billing", "orders", "onboarding", "technical", "complaints", "general")
    ]
    assert page["targets"] == GOLDEN["admin_teams"]["response"]["targets"]
    assert all(team["open"] and team["hours"] == {} for team in page["teams"])
    answer = await admin.ask("PATCH", "admin/teams/orders", changed("admin_team_changed"))
    assert answer.status == 200
    kept = {name: answer.body["team"][name] for name in GOLDEN["admin_team_changed"]["request"]["body"]}
    assert kept == GOLDEN["admin_team_changed"]["request"]["body"]
    await admin.ask("PATCH", "admin/teams/orders", {"promise_s": 300})
    team = next(team for team in (await admin.get("admin/teams"))["teams"] if team["queue"] == "orders")
    assert {name: team[name] for name in kept} == {**kept, "promise_s": 300}
    entry = (await admin.get("admin/audit"))["entries"][0]
    assert (entry["subject"], entry["before"], entry["after"]) == (
        {"kind": "team", "id": "orders"},
        {"promise_s": 180},
        {"promise_s": 300},
    )


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"hours": {"mon": [["9 o’clock", "18:00"]]}}, "hours.mon"),
        ({"hours": {"mon": [["09:00", "12:00"], ["11:00", "18:00"]]}}, "hours.mon"),
        ({"hours": {"mon": []}}, "hours"),
        ({"hours": {"someday": []}}, "hours"),
        ({"hours": []}, "hours"),
        ({"timezone": "Seoul"}, "timezone"),
        ({"timezone": None}, "timezone"),
        ({"holidays": "Nowhere"}, "holidays"),
        ({"closed_days": ["tomorrow"]}, "closed_days"),
        ({"open_days": {"2026-03-07": [["10:00"]]}}, "open_days.2026-03-07"),
        ({"assignment": "lottery"}, "assignment"),
        ({"offer_s": 4}, "offer_s"),
        ({"promise_s": -1}, "promise_s"),
        ({"sla": {"urgent": {"first": 0}}}, "sla.urgent.first"),
        ({"sla": {"someday": {}}}, "sla"),
        ({"queue": "billing"}, "queue"),
    ],
)
async def test_a_wrong_team_names_its_field_and_changes_nothing(
    admin: Page, fields: dict[str, Any], field: str
) -> None:
    before = await admin.get("admin/teams")
    answer = await admin.ask("PATCH", "admin/teams/orders", fields)
    assert answer.refused == (400, "bad_frame", field)
    assert "expected" in answer.body["error"]["message"]
    after = await admin.get("admin/teams")
    assert after == before


async def test_wrong_hours_are_the_golden_refusal(admin: Page) -> None:
    answer = await admin.example("admin_team_wrong_hours")
    assert answer.body == GOLDEN["admin_team_wrong_hours"]["response"]
    assert (await admin.ask("PATCH", "admin/teams/lunch", {"offer_s": 20})).refused == (404, "not_found", "queue")


async def test_the_log_tells_who_did_what_and_is_whole(gateway: Gateway, admin: Page) -> None:
    await admin.example("admin_label_added")
    (me,) = (await admin.get("admin/agents"))["agents"]
    page = await admin.get("admin/audit")
    assert page["intact"] is True
    newest, first = page["entries"]
    assert newest["actor"] == {"id": me["id"], "name": "지원"}
    assert newest["subject"]["name"] == "환불"
    assert first["actor"] == {"name": "setup"}
    assert (await admin.get("admin/audit", cursor=str(newest["id"])))["entries"] == [first]
    for cursor in ("x", "", "9" * 65):
        assert (await admin.ask("GET", "admin/audit", cursor=cursor)).refused == (400, "bad_frame", "cursor")


async def test_every_page_has_the_shape_of_its_example(gateway: Gateway, admin: Page) -> None:
    for name in ("agent", "macro", "label", "webhook"):
        await admin.example(f"admin_{name}_added")
    await admin.ask("PATCH", "admin/teams/orders", changed("admin_team_changed"))
    accounts = (await admin.get("admin/agents"))["agents"]
    fresh = next(account["id"] for account in accounts if account["roles"] == ["agent"])
    await admin.example("admin_agent_changed", f"admin/agents/{fresh}")
    await admin.example("admin_agent_disabled", f"admin/agents/{fresh}")
    for name in ("agents", "macros", "labels", "teams", "webhooks", "webhooks_dead"):
        await admin.example(f"admin_{name}")
    page = await admin.get("admin/audit")
    shown = {place for place, _ in fields(page) if ".before." not in place and ".after." not in place}
    assert shown <= {place for place, _ in fields(GOLDEN["admin_audit"]["response"])}
    actions = {entry["action"] for entry in page["entries"]}
    assert {"agent_added", "agent_changed", "agent_disabled", "team_changed", "webhook_added"} <= actions
