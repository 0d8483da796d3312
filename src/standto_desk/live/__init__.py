"""Telling every process and every open page about new entries."""
