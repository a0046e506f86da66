"""The webhooks over HTTP: their secret is shown once, and what was given up can be tried again."""

from collections.abc import AsyncIterator

import pytest

from connectors.web import keys
from tests.integration.web.conftest import Gateway
from tests.integration.web.settings_pages import GOLDEN, Page, signed_in


@pytest.fixture
async def admin(gateway: Gateway) -> AsyncIterator[Page]:
    async with signed_in(gateway, "admin") as page:
        yield page


async def test_webhooks_show_their_secret_once(admin: Page) -> None:
    added = (await admin.example("admin_webhook_added")).body
    webhook, secret = added["webhook"], added["secret"]
    assert secret.startswith("whsec_")
    page = await admin.get("admin/webhooks")
    assert page["webhooks"] == [webhook]
    assert secret not in str(page)
    path = f"admin/webhooks/{webhook['id']}"
    await admin.example("admin_webhook_changed", path)
    enabled = (await admin.ask("PATCH", path, {"enabled": True})).body["webhook"]
    assert (enabled["enabled"], enabled["events"]) == (True, [])
    wrong = await admin.example("admin_webhook_wrong_address")
    assert wrong.body == GOLDEN["admin_webhook_wrong_address"]["response"]
    for fields, field in (
        ({"url": "https://user:secret@shop.example"}, "url"),
        ({"events": ["lunch"]}, "events"),
        ({"enabled": "yes"}, "enabled"),
        ({"secret": "mine"}, "secret"),
    ):
        assert (await admin.ask("PATCH", path, fields)).refused == (400, "bad_frame", field)
    await admin.example("admin_webhook_archived", path)
    assert (await admin.get("admin/webhooks"))["webhooks"] == []
    log = await admin.get("admin/audit")
    assert "whsec" not in str(log)
    assert "/firsthand" not in str(log)
    assert log["entries"][0]["before"]["host"] == "hooks.shop.example"


async def test_a_delivery_that_was_given_up_is_shown_and_tried_again(gateway: Gateway, admin: Page) -> None:
    webhook_id = (await admin.example("admin_webhook_added")).body["webhook"]["id"]
    await admin.ask("PATCH", f"admin/webhooks/{webhook_id}", {"enabled": False})
    async with gateway.app[keys.ENGINE].begin() as connection:
        await connection.exec_driver_sql(
            """
            INSERT INTO delivery (id, webhook_id, event_id, type, body, state, attempt, due_at, created_at, last_status,
                                  last_error)
            VALUES (gen_random_uuid(), $1, gen_random_uuid(), 'rated', '{}', 'dead', 8, now(), now(), '500',
                    'answered 500')
            """,
            (webhook_id,),
        )
    (given_up,) = (await admin.example("admin_webhooks_dead")).body["deliveries"]
    assert (given_up["webhook_id"], given_up["attempt"], given_up["last_status"]) == (webhook_id, 8, "500")
    path = f"admin/webhooks/dead/{given_up['id']}/retry"
    assert (await admin.ask("POST", path)).refused == (409, "conflict", "delivery")
    await admin.ask("PATCH", f"admin/webhooks/{webhook_id}", {"enabled": True})
    await admin.example("admin_webhook_retried", path)
    assert (await admin.get("admin/webhooks/dead"))["deliveries"] == []
    assert (await admin.ask("POST", path)).refused == (404, "not_found", "delivery")
