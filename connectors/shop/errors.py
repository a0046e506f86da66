"""What can go wrong when a shop is asked.

ShopError
├── ShopUnavailable   it does not answer, answers too late, refuses our token or answers what the contract forbids
├── NotFound          it has no such order or customer
└── NotPossible       it understood and refuses; `reason` says why, e.g. `already_shipped`
"""


class ShopError(Exception):
    """Any failure of a call to the shop."""


class ShopUnavailable(ShopError):
    """The shop gave no usable answer: nothing is known about what was asked."""


class NotFound(ShopError):
    """The shop has nothing under this reference."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"the shop has nothing under {reference!r}")
        self.reference = reference


class NotPossible(ShopError):
    """The shop refuses a write in its present state."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the shop refused: {reason}")
        self.reason = reason
