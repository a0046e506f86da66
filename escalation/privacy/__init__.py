"""What is kept of a person: how it is erased, handed out, and how long it stays."""
