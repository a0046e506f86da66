"""A model is trained anew when what it is made from changed, and only then."""

from pathlib import Path

import pytest

from bot.training import fingerprint, up_to_date

FILES = ("config.yml", "domain.yml", "data/nlu/a.yml", "data/help/a.md", "bot/intent.py", "bot/emotion.yml")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in (*FILES, "bot/report/tables.py", "bot/profile.py", "data/notes.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("first")
    return tmp_path


@pytest.mark.parametrize("name", FILES)
def test_what_a_model_is_made_from_changes_the_mark(project: Path, name: str) -> None:
    before = fingerprint(project)
    (project / name).write_text("second")
    assert fingerprint(project) != before


def test_a_new_file_changes_the_mark(project: Path) -> None:
    before = fingerprint(project)
    (project / "bot/report.py").write_text("a module of the assistant that is named like the folder")
    assert fingerprint(project) != before


@pytest.mark.parametrize("name", ["bot/report/tables.py", "bot/report/new.py", "bot/profile.py", "data/notes.txt"])
def test_what_only_looks_at_a_model_does_not(project: Path, name: str) -> None:
    before = fingerprint(project)
    (project / name).write_text("second")
    assert fingerprint(project) == before


def test_a_model_is_current_until_its_sources_change(project: Path, tmp_path: Path) -> None:
    models = tmp_path / "models"
    models.mkdir()
    assert up_to_date(project, models) is None
    model = models / f"firsthand-{fingerprint(project)}.tar.gz"
    model.touch()
    assert up_to_date(project, models) == model
    (project / "config.yml").write_text("second")
    assert up_to_date(project, models) is None
