"""What a contact is begun on is written with the contact, not whenever somebody comes."""

from sqlalchemy import text

from connectors.web import keys
from tests.integration.web.conftest import Gateway
from tests.integration.web.screens import CustomerScreen

PHONE = (
    "Mozilla/5.0 (Linux; Android 15; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36"
)
LAPTOP = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36"


async def comes_on(customer: CustomerScreen, browser: str) -> None:
    await customer.leave()
    customer.http.headers["User-Agent"] = browser
    await customer.open()


async def read(gateway: Gateway, sql: str) -> list[object]:
    async with gateway.app[keys.SERVICE].record.read() as connection:
        return list(await connection.scalars(text(sql)))


async def test_a_session_writes_nothing_of_its_device_and_a_contact_does(gateway: Gateway) -> None:
    async with gateway.customer() as customer:
        await comes_on(customer, LAPTOP)
        await comes_on(customer, PHONE)
        assert await read(gateway, "SELECT device FROM conversation") == [None]
        await customer.write("배송 어디쯤이에요?")
        await comes_on(customer, LAPTOP)
        await customer.write("오늘 오나요?")
        assert await read(gateway, "SELECT device FROM contact") == ["phone"], "what it was begun on"
