"""The one exception of the use cases: a request that is understood and not granted."""


class Refused(Exception):
    """Why a request was not granted. The edge turns `code` into a frame or a status.

    `message` says what was expected and what came; `field` names the part of the request that is wrong;
    `retry_after` is in seconds.
    """

    def __init__(self, code: str, message: str, field: str | None = None, retry_after: float | None = None) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.field = field
        self.retry_after = retry_after


def wrong(field: str, expected: str, got: object) -> Refused:
    """A field that is not what it must be."""
    return Refused("bad_frame", f"expected {expected}, got {got}", field=field)
