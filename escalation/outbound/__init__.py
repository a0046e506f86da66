"""What leaves the house: webhooks and letters."""
