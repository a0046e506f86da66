"""The edges of the gateway: settings, Rasa client, shop adapters, web, supervisor, command line."""
