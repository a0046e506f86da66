"""The report: the numbers of a period on paper, in Korean or English."""
