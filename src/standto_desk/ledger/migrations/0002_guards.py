from django.db import migrations

from standto_desk.ledger.chain import GENESIS
from standto_desk.ledger.guards import set_up


def first_head(apps, _editor):
    apps.get_model("ledger", "Head").objects.create(id=1, count=0, hash=GENESIS)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [
        migrations.RunPython(first_head, migrations.RunPython.noop),
        migrations.RunPython(set_up, migrations.RunPython.noop),
    ]
