"""Articles of the help centre: how one is read, what is wrong with a bad one, and those the project ships."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.help_answers import with_answers
from bot.help_articles import LANGUAGES, Article, ArticleError, read_article, read_articles
from bot.help_words import plain

GOOD = """---
topic: shipping
intent: shipping_period
title: {ko: 배송 기간, en: How long delivery takes}
questions:
  ko: ["며칠 걸려요?"]
  en: ["How long does it take?"]
answer: {ko: 사흘이요., en: Three days.}
---

## ko

사흘 걸려요.

### 섬은요?
> 제주는 며칠이요?
> 울릉도는요?

**닷새** 걸려요.

## en

It takes three days.

### And islands?
> How long to Jeju?

Five days.
"""
DOMAIN = Path("domain.yml").read_text("utf-8")
RESPONSES: dict[str, Any] = yaml.safe_load(DOMAIN)["responses"]
TOPICS = ("billing_", "onboarding_", "account_", "order_", "shipping_", "warranty_", "contact_")
ARTICLES = read_articles()


def written(folder: Path, text: str, name: str = "shipping_period.md") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def words_of(article: Article, language: str) -> str:
    return "\n".join(f"{passage.title}\n{passage.text}" for passage in article.passages[language])


def test_an_article_is_read(tmp_path: Path) -> None:
    article = read_article(written(tmp_path, GOOD))
    assert (article.name, article.topic, article.intent) == ("shipping_period", "shipping", "shipping_period")
    assert article.questions == {"ko": ("며칠 걸려요?",), "en": ("How long does it take?",)}
    assert [(p.title, p.text) for p in article.passages["en"]] == [
        ("How long delivery takes", "It takes three days."),
        ("And islands?", "Five days."),
    ]
    island = article.passages["ko"][1]
    assert (island.text, island.questions) == ("닷새 걸려요.", ("제주는 며칠이요?", "울릉도는요?"))


@pytest.mark.parametrize(
    ("markdown", "told"),
    [
        ("**Bold** and *soft* `code`", "Bold and soft code"),
        ("see [your orders](/account/orders)", "see your orders (/account/orders)"),
        ("- one\n* two\n1. three", "• one\n• two\n1. three"),
        ("a wrapped\nparagraph\n\nand another", "a wrapped paragraph\n\nand another"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
    ],
)
def test_markdown_is_told_as_a_bubble_shows_it(markdown: str, told: str) -> None:
    assert plain(markdown) == told


@pytest.mark.parametrize(
    ("instead_of", "put", "named"),
    [
        ("---\ntopic", "topic", "front matter: expected YAML between"),
        ("topic: shipping", "topic: [", "front matter: expected YAML"),
        ("topic: shipping\n", "", "topic: expected a value"),
        ("topic: shipping", "topic: 배송", "topic: expected a name"),
        ("intent: shipping_period\n", "", "intent: expected the intent that the answer belongs to"),
        ("intent:", "intents:", "intents: expected one of"),
        ("title: {ko: 배송 기간, ", "title: {", "title: expected ko and en"),
        ('["며칠 걸려요?"]', "[]", "questions.ko: expected a list of questions"),
        ('["며칠 걸려요?"]', "[3]", "questions.ko[0]: expected words"),
        ("en: Three days.", "en: ' '", "answer.en: expected words"),
        ("## en", "## fr", "body: expected one section ## ko and one ## en"),
        ("### And islands?\n> How long to Jeju?\n", "", "body: expected as many headings in each language"),
        ("Five days.", "", "## en: And islands?: expected words"),
    ],
)
def test_a_bad_article_is_named_with_file_and_field(tmp_path: Path, instead_of: str, put: str, named: str) -> None:
    assert instead_of in GOOD
    path = written(tmp_path, GOOD.replace(instead_of, put, 1))
    with pytest.raises(ArticleError) as raised:
        read_article(path)
    assert str(raised.value).startswith(f"{path}: {named}")


def test_two_articles_do_not_answer_one_intent(tmp_path: Path) -> None:
    written(tmp_path, GOOD)
    second = written(tmp_path, GOOD, "twice.md")
    with pytest.raises(ArticleError, match=rf"{re.escape(str(second))}: answer: .*shipping_period\.md"):
        read_articles(tmp_path)


def test_every_intent_about_the_shop_has_an_article() -> None:
    wanted = {intent for intent in yaml.safe_load(DOMAIN)["intents"] if intent.startswith(TOPICS)}
    assert {article.intent for article in ARTICLES if article.intent} == wanted
    assert all(article.intent.startswith(article.topic) for article in ARTICLES if article.intent)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.name)
def test_an_article_is_whole(article: Article) -> None:
    for language in LANGUAGES:
        assert 45 <= len(words_of(article, language).split()) <= 200, language
        assert len(article.questions[language]) >= 3, language
    assert not re.search("[가-힣]", words_of(article, "en") + article.title["en"])
    assert all(re.search("[가-힣]", text) for text in (article.title["ko"], *article.questions["ko"]))


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.name)
def test_links_lead_to_pages_that_exist(article: Article) -> None:
    sources = Path("connectors/demoshop").glob("*.py")
    pages = {page for path in sources for page in re.findall(r'web\.get\("(/[^"{]*)"', path.read_text("utf-8"))}
    texts = [*article.answer.values(), *(words_of(article, language) for language in LANGUAGES)]
    links = {link for text in texts for link in re.findall(r"(?<!\w)/[a-z][a-z/]*", text)}
    assert links <= pages
    assert not any("http" in text for text in texts)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.name)
def test_an_article_says_the_same_numbers_in_both_languages(article: Article) -> None:
    found = [numbers(article, language) for language in LANGUAGES]
    assert found[0] == found[1]


def numbers(article: Article, language: str) -> set[str]:
    """Amounts and spans of two digits or more; small counts are often words."""
    return set(re.findall(r"\d[\d,:.]*\d", words_of(article, language)))


def test_the_answers_of_the_domain_are_those_of_the_articles() -> None:
    assert with_answers(DOMAIN, ARTICLES) == DOMAIN, "run `python -m bot help --write`"
    with_answer = {f"utter_{article.intent}" for article in ARTICLES if article.answer}
    assert {name for name in RESPONSES if name.removeprefix("utter_").startswith(TOPICS)} >= with_answer
    fixed = {f"utter_{article.intent}" for article in ARTICLES} & RESPONSES.keys()
    assert fixed == with_answer


def test_only_the_text_of_an_answer_changes() -> None:
    domain = DOMAIN.replace("아직", "이미")
    article = next(article for article in ARTICLES if article.intent == "billing_due_date")
    changed = Article(**{**article.__dict__, "answer": {"ko": "하나\n둘", "en": "One\nTwo"}})
    before, after = yaml.safe_load(domain)["responses"], yaml.safe_load(with_answers(domain, [changed]))["responses"]
    assert [name for name in before if before[name] != after[name]] == ["utter_billing_due_date"]
    english, korean = after["utter_billing_due_date"]
    assert (english["text"], korean["text"]) == ("One\nTwo", "하나\n둘")
    assert english["buttons"] == before["utter_billing_due_date"][0]["buttons"]
    assert with_answers(with_answers(domain, [changed]), [article]) == domain


def test_an_answer_without_a_response_is_named() -> None:
    article = next(article for article in ARTICLES if article.answer)
    with pytest.raises(ValueError, match=f"{article.name}.md answers utter_{article.intent}"):
        with_answers("responses:\n", [article])


@pytest.mark.parametrize(
    "article", [article for article in ARTICLES if article.answer], ids=lambda article: article.name
)
def test_an_answer_tells_its_steps_one_a_line(article: Article) -> None:
    for text in article.answer.values():
        steps = re.findall(r"(?<!\S)(\d)\. ", text)
        assert steps == [str(n) for n in range(1, len(steps) + 1)]
        assert len(steps) == len(re.findall(r"^\d\. ", text, re.MULTILINE))
