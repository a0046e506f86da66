"""Speed, measured side by side in one run and printed; nothing here passes or fails by the clock."""
