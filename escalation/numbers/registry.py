"""The metrics that ops reads, in the order of the page. To add one: write it in its group, its SQL in `conditions`, and
its row in README's table."""

from escalation.numbers.metrics import Metric
from escalation.numbers.registry_bot import BOT
from escalation.numbers.registry_resolution import RESOLUTION
from escalation.numbers.registry_time import TIME
from escalation.numbers.registry_voice import VOICE, VOLUME

METRICS: tuple[Metric, ...] = (*VOLUME, *RESOLUTION, *BOT, *TIME, *VOICE)
BY_ID = {metric.id: metric for metric in METRICS}
