"""What customers do, and what they see of it: messages, forms, their place, ratings, letters' links."""
