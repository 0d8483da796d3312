"""The kinds of forces of a scenario folder, in words of no one service."""

KIND_WORDS = {
    "home": "Your own force",
    "police": "Forces of the same service",
    "other": "Other services",
    "military": "The force of last resort",
}
