"""When teams are there and what they promise: hours, holidays, and the clocks of a ticket."""
