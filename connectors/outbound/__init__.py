"""What Firsthand says to the outside by itself: signed webhooks and e-mail."""
