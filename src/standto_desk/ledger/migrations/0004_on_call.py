"""Events of the kind `on-call` are about people, so the index of all other entries leaves them out."""

from django.db import migrations

from standto_desk.ledger.guards import set_up_again


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_nonce")]
    operations = [migrations.RunPython(set_up_again, migrations.RunPython.noop)]
