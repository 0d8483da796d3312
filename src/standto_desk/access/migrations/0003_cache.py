"""The table of the cache that all processes share: which codes were used, and how often somebody guessed."""

from django.core.management import call_command
from django.db import migrations


def make_table(_apps, editor):
    call_command("createcachetable", database=editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("access", "0002_security_log_only_grows")]
    operations = [migrations.RunPython(make_table)]
