"""The register: who may do what and who is there, as of an instant, as known at an instant."""
