"""The table of refusals: what is raised inside, as the outside sees it."""

import json
from builtins import ExceptionGroup
from typing import Any

import pytest
from aiohttp import web
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from connectors.shapes import ShapeError
from connectors.web.refusals import STATUS, refusal_of, refused_frame, response_of
from escalation.numbers.filter import QuestionError
from escalation.store.refusals import Refused

CODES_OF_FRAMES = (
    *("bad_frame", "unauthenticated", "too_long", "empty", "conflict", "rate_limited", "not_found", "button_used"),
    *("stale_epoch", "not_owner", "forbidden", "lost_race", "internal", "unavailable"),
    *("agent_away", "agent_full", "agent_unsuited", "too_late", "bad_email", "log_in", "link_used", "link_over"),
    *("code_needed", "code_wrong", "password_wrong", "second_factor_needed"),
    *("person_only", "too_large", "unsupported_file", "files_full"),
)


class DriverError(Exception):
    def __init__(self, sqlstate: str) -> None:
        super().__init__(sqlstate)
        self.sqlstate = sqlstate


def database_error(sqlstate: str) -> DBAPIError:
    return DBAPIError("SELECT", {}, DriverError(sqlstate))


@pytest.mark.parametrize(
    ("error", "code", "status"),
    [
        (Refused("stale_epoch", "expected 2, came 1"), "stale_epoch", 409),
        (ShapeError("text", "a text", None), "bad_frame", 400),
        (QuestionError("vs", "must be before"), "bad_frame", 400),
        (web.HTTPNotFound(), "not_found", 404),
        (web.HTTPMethodNotAllowed("POST", ["GET"]), "bad_frame", 405),
        (web.HTTPRequestEntityTooLarge(1, 2), "bad_frame", 413),
        (OperationalError("SELECT", {}, DriverError("")), "unavailable", 503),
        (database_error("57P01"), "unavailable", 503),
        (database_error("53100"), "unavailable", 503),
        (database_error("40P01"), "unavailable", 503),
        (database_error("22P02"), "internal", 500),
        (IntegrityError("INSERT", {}, DriverError("23505")), "internal", 500),
        (ConnectionRefusedError(), "unavailable", 503),
        (TimeoutError(), "unavailable", 503),
        (KeyError("secret"), "internal", 500),
    ],
)
def test_each_error_has_its_code_and_status(error: Exception, code: str, status: int) -> None:
    response = response_of(error)
    assert response.status == status
    assert body(response)["code"] == code


def test_a_question_that_cannot_be_answered_names_its_field() -> None:
    refused = refusal_of(QuestionError("vs", "must be before"))
    assert (refused.code, refused.field, refused.message) == ("bad_frame", "vs", "vs: must be before")


def test_the_first_of_a_group_speaks_for_it() -> None:
    group = ExceptionGroup("several", [ExceptionGroup("inner", [database_error("08006")]), KeyError("x")])
    assert refusal_of(group).code == "unavailable"


def test_the_log_says_what_postgresql_calls_it(caplog: pytest.LogCaptureFixture) -> None:
    refusal_of(database_error("40P01"))
    assert caplog.messages == ["the database cannot be reached: DBAPIError 40P01"]


def test_our_own_fault_tells_nothing_of_itself() -> None:
    said = json.dumps(body(response_of(KeyError("010-1234-5678"))))
    assert "1234" not in said
    assert "KeyError" not in said


def test_a_wait_is_a_header_and_a_field() -> None:
    response = response_of(Refused("rate_limited", "wait", retry_after=0.4))
    assert response.headers["Retry-After"] == "1"
    assert body(response)["retry_after"] == 0.4


def test_a_frame_answers_the_frame_it_refuses() -> None:
    refused = refused_frame(Refused("empty", "say something", field="text"), "c-1")
    assert refused == {
        "type": "refused",
        "client_id": "c-1",
        "code": "empty",
        "message": "say something",
        "field": "text",
    }


def test_every_code_of_a_frame_has_a_status() -> None:
    assert set(CODES_OF_FRAMES) == set(STATUS)


def body(response: web.Response) -> dict[str, Any]:
    assert response.text is not None
    error: dict[str, Any] = json.loads(response.text)["error"]
    return error
