"""Training when it is due: `rasa train` behind a fingerprint of everything a model is made from."""

from __future__ import annotations

import gc
import hashlib
import logging
import os
import re
from collections.abc import Iterable
from pathlib import Path

CONFIG, DOMAIN, DATA, MODELS = Path("config.yml"), Path("domain.yml"), Path("data"), Path("models")
_PREFIX = "firsthand"
_KEPT = 3
"""How many models stay in the folder."""
_MEASURES = ("report", "bulk.py", "profile.py")
"""What in bot/ only looks at a model: no model changes with it."""


def fingerprint(root: Path = Path()) -> str:
    """Twelve characters that change with the configuration, the domain, the data or the code that learns."""
    digest = hashlib.sha256()
    for path in sorted(_sources(root)):
        digest.update(f"{path.relative_to(root)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def newest(models: Path = MODELS) -> Path | None:
    """The model written last, as Rasa itself chooses it."""
    found = sorted(models.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    return found[-1] if found else None


def up_to_date(root: Path = Path(), models: Path = MODELS) -> Path | None:
    """The newest model, if it was made from what is in the folder now."""
    model = newest(models)
    return model if model is not None and model.name == _name(fingerprint(root)) + ".tar.gz" else None


def train(models: Path = MODELS) -> Path:
    """Trains from the current folder and returns the model's path. Raises RuntimeError where Rasa gives none.

    Rasa's own cache is left out: it does not see a change in a module that a component imports, or in emotion.yml.
    """
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    import rasa  # takes seconds: only when it is needed

    quiet()
    gc.disable()  # millions of small objects without cycles: looking through them takes a fifth of the time
    try:
        result = rasa.train(
            domain=str(DOMAIN),
            config=str(CONFIG),
            training_files=[str(DATA)],
            output=str(models),
            fixed_model_name=_name(fingerprint()),
            force_training=True,
        )
    finally:
        gc.enable()
    if result.model is None:
        raise RuntimeError(f"expected a model from `rasa train`, got exit code {result.code}; see the lines above")
    _forget(models, keep=Path(result.model))
    return Path(result.model)


def quiet() -> None:
    """Keeps Rasa's log to warnings: unconfigured, it prints every rule as it is checked."""
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.WARNING)


def _sources(root: Path) -> Iterable[Path]:
    yield from (root / CONFIG, root / DOMAIN)
    code = root / "bot"
    yield from _files(root / DATA, {".yml", ".yaml", ".md", ".jsonl"})
    yield from (path for path in _files(code, {".py", ".yml"}) if path.relative_to(code).parts[0] not in _MEASURES)


def _files(folder: Path, suffixes: set[str]) -> Iterable[Path]:
    return (path for path in folder.rglob("*") if path.suffix in suffixes and path.is_file())


def _name(mark: str) -> str:
    return f"{_PREFIX}-{mark}"


def _forget(models: Path, keep: Path) -> None:
    ours = [path for path in models.glob("*.tar.gz") if re.fullmatch(rf"{_PREFIX}-[0-9a-f]{{12}}\.tar\.gz", path.name)]
    old = sorted(ours, key=lambda path: path.stat().st_mtime, reverse=True)[_KEPT:]
    for path in old:
        if path.name != keep.name:
            path.unlink()
