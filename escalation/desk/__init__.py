"""What agents do and see: chats, notes, who else looks, search, the customer's card, the team."""
