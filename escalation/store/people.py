"""Customers and agents, as the use cases pass them around."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Customer:
    """Somebody the shop vouches for. `id` is the shop's own."""

    id: str
    name: str | None = None
    tier: str | None = None


@dataclass(frozen=True, slots=True)
class Agent:
    """Somebody who works at the desk. No languages or skills listed means all of them."""

    id: UUID
    name: str
    email: str
    roles: tuple[str, ...]
    languages: tuple[str, ...]
    skills: tuple[str, ...]
    capacity: int
    status: str
    second_factor: bool = False  # a code is asked for at log-in

    def wire(self) -> dict[str, Any]:
        """As it is sent to the desk."""
        return {
            "id": str(self.id),
            "name": self.name,
            "email": self.email,
            "roles": list(self.roles),
            "languages": list(self.languages),
            "skills": list(self.skills),
            "capacity": self.capacity,
            "status": self.status,
        }


LOCALES = ("ko", "en")
