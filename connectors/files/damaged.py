"""The one error of what reads a file's insides."""


class Damaged(ValueError):
    """The content is not what its first bytes promise."""
