"""The Django app of the book."""

from django.apps import AppConfig


class BookConfig(AppConfig):
    """The app's configuration."""

    name = "standto_desk.book"
    label = "book"
    default_auto_field = "django.db.models.BigAutoField"
