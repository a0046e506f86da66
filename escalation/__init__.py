"""The heart of Firsthand: who owns a conversation, who waits for whom, and what is written down about it."""
