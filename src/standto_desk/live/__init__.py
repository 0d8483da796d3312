"""Telling every process and every open page that an entry was made."""
