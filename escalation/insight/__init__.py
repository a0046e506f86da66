"""Heavy arithmetic over the numbers, in a process of its own, and what is worked out in the background."""
