"""How well the assistant understands: measured on labelled sentences, written as one page and one line of JSON."""
