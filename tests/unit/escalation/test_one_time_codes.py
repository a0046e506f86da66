"""Codes of an app against the vectors of RFC 6238, codes of the paper, and the seal that the secrets are kept under."""

import base64
from datetime import UTC, datetime, timedelta

import pytest

from escalation.staff import one_time_codes as codes
from escalation.staff.seal import Seal, SealBroken

RFC_SECRET = base64.b32encode(b"12345678901234567890").decode()
VECTORS = [  # appendix B, SHA-1: eight digits there, of which an app shows the last six
    (59, "94287082"),
    (1111111109, "07081804"),
    (1111111111, "14050471"),
    (1234567890, "89005924"),
    (2000000000, "69279037"),
    (20000000000, "65353130"),
]
NOW = datetime(2026, 3, 2, 9, 0, 10, tzinfo=UTC)
STEP = int(NOW.timestamp()) // codes.STEP_S


@pytest.mark.parametrize(("seconds", "digits"), VECTORS)
def test_the_vectors_of_the_rfc(seconds: int, digits: str) -> None:
    at = datetime.fromtimestamp(seconds, UTC)
    assert codes.step_of(RFC_SECRET, digits[-codes.DIGITS :], at) == seconds // codes.STEP_S
    wrong = str((int(digits[-codes.DIGITS :]) + 1) % 10**codes.DIGITS).zfill(codes.DIGITS)
    assert codes.step_of(RFC_SECRET, wrong, at) is None


@pytest.mark.parametrize(("steps", "fits"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_half_a_minute_off(steps: int, fits: bool) -> None:
    at, digits = VECTORS[3]
    found = codes.step_of(RFC_SECRET, digits[-6:], datetime.fromtimestamp(at, UTC) - steps * timedelta(seconds=30))
    assert (found is not None) is fits
    assert found in (None, at // codes.STEP_S)


@pytest.mark.parametrize("typed", ["123 456", " 123456 ", "１２３４５６", "123-456", "12 34 56\n"])
def test_digits_count_however_they_are_typed(typed: str) -> None:
    assert codes.cleaned(typed) == "123456"
    assert codes.is_app_code(codes.cleaned(typed))


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "12345a", "١٢٣٤٥٦", "\u0000", "일이삼사오육"])
def test_what_no_app_shows_is_no_code_of_one(typed: str) -> None:
    assert not codes.is_app_code(codes.cleaned(typed))


def test_recovery_codes_are_ten_that_nobody_guesses_or_misreads() -> None:
    made = codes.new_recovery_codes() + codes.new_recovery_codes()
    assert len(set(made)) == 2 * codes.RECOVERY_CODES == 20
    for code in made:
        assert [len(group) for group in code.split("-")] == [4, 4, 4, 4]
        assert not set(code) & set("ilo01")
        assert not codes.is_app_code(codes.cleaned(code))
    assert len(codes.RECOVERY_ALPHABET) ** codes.RECOVERY_LENGTH > 2**78


def test_a_recovery_code_counts_however_it_is_typed_and_its_hash_tells_nothing() -> None:
    code = "abcd-efgh-jkmn-2345"
    assert codes.recovery_hash(" ABCD EFGH JKMN 2345 ") == codes.recovery_hash(code)
    assert codes.recovery_hash("abcd-efgh-jkmn-2346") != codes.recovery_hash(code)
    assert "abcd" not in codes.recovery_hash(code)


def test_an_app_reads_the_secret_out_of_the_address() -> None:
    secret = codes.new_secret()
    address = codes.address_of(secret, "민지@shop.example")
    assert address.startswith("otpauth://totp/Firsthand:")
    assert f"secret={secret}" in address
    assert len(base64.b32decode(secret)) == 20


SEAL = Seal("d7Qk2vXw9LmZt4Rb8NcYf6HsJd3GpE5u")


def test_what_is_sealed_opens_for_its_owner_under_the_same_secret() -> None:
    kept = SEAL.close("JBSWY3DPEHPK3PXP", "a")
    assert "JBSWY3DPEHPK3PXP" not in kept
    assert kept != SEAL.close("JBSWY3DPEHPK3PXP", "a")
    assert Seal("d7Qk2vXw9LmZt4Rb8NcYf6HsJd3GpE5u").open(kept, "a") == "JBSWY3DPEHPK3PXP"


@pytest.mark.parametrize("harm", ["owner", "secret", "changed", "cut", "plain", "empty", "no base64"])
def test_a_broken_seal_is_seen(harm: str) -> None:
    kept = SEAL.close("JBSWY3DPEHPK3PXP", "a")
    middle = "A" if kept[30] != "A" else "B"
    harmed = {
        "changed": kept[:30] + middle + kept[31:],
        "cut": kept[:20],
        "plain": "JBSWY3DPEHPK3PXP",
        "empty": "",
        "no base64": "aesgcm1:§§§",
    }.get(harm, kept)
    seal = Seal("another secret that is long enough") if harm == "secret" else SEAL
    with pytest.raises(SealBroken):
        seal.open(harmed, "b" if harm == "owner" else "a")
