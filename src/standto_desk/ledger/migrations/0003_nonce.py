"""Entries have a nonce from here on; those that there are keep a blank one, and their hashes.

The column is added in place: the tables of a long ledger are not written anew, and its guards stay.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_guards")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL("ALTER TABLE ledger_entry ADD COLUMN nonce varchar(32) NOT NULL DEFAULT ''"),
            ],
            state_operations=[
                migrations.AddField(
                    "entry", "nonce", models.CharField(blank=True, default="", max_length=32), preserve_default=False
                ),
            ],
        ),
    ]
