from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("live", "0001_initial")]

    # The model has another name now; its table stays as it is.
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameModel("Beat", "SharedTime"),
                migrations.AlterModelTable("SharedTime", "live_beat"),
            ]
        )
    ]
