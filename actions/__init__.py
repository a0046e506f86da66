"""What the assistant does when words alone are not enough: ask the shop, propose, confirm, hand over."""
