"""When a person is offered or called, where to, and why: the router, what it sees, and the written policy."""
