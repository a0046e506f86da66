"""Files that people send: what they are by their content, what they are called, and what is taken out of them."""
