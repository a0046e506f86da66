"""The bot's turns: begun, taken, asked, read, settled."""
