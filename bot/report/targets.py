"""What the figures ought to be: the floor that must hold and the goal that is aimed at."""

from __future__ import annotations

from dataclasses import dataclass

from bot.report.sets import INTENDED


@dataclass(frozen=True)
class Target:
    """One figure of a set; `lower` where less is better."""

    figure: str
    title: str
    floor: float
    goal: float
    lower: bool = False

    def verdict(self, value: float) -> str:
        """goal, floor or below."""
        sign = -1 if self.lower else 1
        if sign * value >= sign * self.goal:
            return "goal"
        return "floor" if sign * value >= sign * self.floor else "below"


TARGETS = (
    Target("korean.accuracy", "Korean sentences, all intents", 0.92, 0.96),
    Target("english.accuracy", "English sentences, all intents", 0.92, 0.96),
    Target("korean_customers.accuracy", "Korean customers’ own words, all intents", 0.92, 0.96),
    Target("english_customers.accuracy", "English customers’ own words, all intents", 0.92, 0.96),
    Target("entities.all", "Entities, exact match F1", 0.90, 0.95),
    Target("entities_customers.all", "Entities in customers’ own words, exact match F1", 0.90, 0.95),
    Target("help.right", "Questions: what answers them is given, by an article or its intent", 0.5, 0.7),
    Target("help.wrong", "Questions looked up: given another article", 0.15, 0.08, lower=True),
    Target("help.null", "Questions no article answers: given one", 0.10, 0.05, lower=True),
    Target("help_customers.right", "Customers’ questions: what answers them is given", 0.5, 0.7),
    Target("help_customers.wrong", "Customers’ questions looked up: given another article", 0.15, 0.08, lower=True),
    Target("help_customers.null", "Customers’ questions no article answers: given one", 0.10, 0.05, lower=True),
    Target("bitext.accuracy", "Bitext, 27 intents: accuracy", 0.90, 0.95),
    Target("bitext.macro_f1", "Bitext: macro F1", 0.88, 0.93),
    Target("bitext.answered", "Bitext: share answered", 0.85, 0.90),
    Target("bitext.wrong", "Bitext: wrong answers, of all rows", 0.04, 0.02, lower=True),
    Target("bitext.calibration", "Bitext: expected calibration error", 0.05, 0.03, lower=True),
    Target("bitext.human", "A person wanted: recall, Bitext", 0.96, 0.98),
    Target("nlupp.human", "A person wanted: recall, NLU++", 0.85, 0.92),
    Target("clinc.answered", "Out of scope but answered: CLINC", 0.10, 0.05, lower=True),
    Target("smalltalk.answered", "Out of scope but answered: Korean small talk", 0.06, 0.03, lower=True),
    Target("clinc.articles", "Out of scope but given an article: CLINC", 0.05, 0.02, lower=True),
    Target("smalltalk.articles", "Out of scope but given an article: Korean small talk", 0.05, 0.02, lower=True),
    Target("airline.negative", "Negative emotion, AUC: airline tweets", 0.85, 0.90),
    Target("nsmc.negative", "Negative emotion, AUC: NSMC reviews", 0.78, 0.85),
    Target("emotion.accuracy", "Emotion, six labels, both languages", 0.75, 0.85),
    Target("emotion.negative", "Negative emotion, AUC: own chat sentences", 0.88, 0.93),
    Target("emotion.calibration", "Negative emotion, calibration error: own chat sentences", 0.10, 0.05, lower=True),
    Target("airline.calibration", "Negative emotion, calibration error: airline tweets", 0.12, 0.06, lower=True),
    Target("nsmc.calibration", "Negative emotion, calibration error: NSMC reviews", 0.12, 0.06, lower=True),
    Target("parse.milliseconds", "One message, all heads: median, ms", 10.0, 6.0, lower=True),
)
LOWER = frozenset(target.figure for target in TARGETS if target.lower) | {f"{name}.wrong" for name in INTENDED}
"""Figures that are better when they are smaller."""
