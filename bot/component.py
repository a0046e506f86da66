"""What every step of the pipeline has in common: how Rasa makes it, and how it keeps what it has learnt."""

from __future__ import annotations

from abc import abstractmethod
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from typing_extensions import Self


class Learnt(Protocol):
    """What training gives."""

    def write(self, folder: Path) -> None: ...


L = TypeVar("L", bound=Learnt)


class Component(GraphComponent):
    """A step that has nothing to learn and nothing to set."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Self:
        return cls()


class LearntComponent(GraphComponent, Generic[L]):
    """A step that learns something, and keeps it in a folder of the model."""

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._storage = storage
        self._resource = resource
        self._learnt: L | None = None

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Self:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Self:
        loaded = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            loaded._learnt = loaded.read(folder)
        return loaded

    @abstractmethod
    def read(self, folder: Path) -> L:
        """What was learnt, from the folder."""

    @property
    def learnt(self) -> L:
        """Raises RuntimeError before the step is trained or loaded."""
        if self._learnt is None:
            raise RuntimeError(f"{type(self).__name__}: expected to be trained or loaded before it is used")
        return self._learnt

    def keep(self, learnt: L) -> Resource:
        """Goes on with what was learnt and writes it into the model; what Rasa wants from training."""
        self._learnt = learnt
        with self._storage.write_to(self._resource) as folder:
            learnt.write(folder)
        return self._resource
