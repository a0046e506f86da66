"""Rasa's core, imported with the warnings it and its libraries give about themselves kept quiet (ours stay errors)."""

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from rasa.core.agent import Agent, load_agent
    from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
    from rasa.model_training import train_core
    from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet
    from rasa.utils.endpoints import EndpointConfig

__all__ = [
    "ActionExecuted",
    "Agent",
    "BotUttered",
    "CollectingOutputChannel",
    "EndpointConfig",
    "SlotSet",
    "UserMessage",
    "load_agent",
    "train_core",
]
