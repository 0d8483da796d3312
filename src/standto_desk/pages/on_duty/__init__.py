"""Who is on duty, now or at a moment ahead: as counts, and by cipher for those who may see people."""
