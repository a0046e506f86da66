"""A conversation as a text that its customer keeps: what their screen shows, in the pages' own words."""
