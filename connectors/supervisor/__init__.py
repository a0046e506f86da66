"""Starts, watches and ends every process of one Firsthand on one machine."""
