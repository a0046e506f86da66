"""The small assistant of these tests: its files, and its domain (read with Rasa's own warnings kept quiet)."""

import warnings
from pathlib import Path

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import rasa
    from rasa.shared.core.domain import Domain

    PROJECT = Path("tests/unit/bot/project")
    DOMAIN = Domain.load(str(PROJECT / "domain.yml"))


def train(folder: Path) -> Path:
    """Trains the small assistant; the path of its model."""
    data = [str(PROJECT / "nlu.yml"), str(PROJECT / "rules.yml")]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        domain, config = str(PROJECT / "domain.yml"), str(PROJECT / "config.yml")
        result = rasa.train(domain, config, data, output=str(folder), fixed_model_name="small")
    return Path(str(result.model))
