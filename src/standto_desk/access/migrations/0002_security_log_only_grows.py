"""The database itself refuses to change or remove a line of the security log."""

from django.db import migrations

TABLE = "access_securityevent"
SQLITE = [
    f"""CREATE TRIGGER security_log_{verb.lower()} BEFORE {verb} ON {TABLE}
        BEGIN SELECT RAISE(ABORT, 'the security log only grows'); END"""
    for verb in ("UPDATE", "DELETE")
]
POSTGRESQL = [
    """CREATE FUNCTION security_log_only_grows() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'the security log only grows'; END $$""",
    f"""CREATE TRIGGER security_log_rows BEFORE UPDATE OR DELETE ON {TABLE}
        FOR EACH ROW EXECUTE FUNCTION security_log_only_grows()""",
    f"""CREATE TRIGGER security_log_table BEFORE TRUNCATE ON {TABLE}
        FOR EACH STATEMENT EXECUTE FUNCTION security_log_only_grows()""",
]


def lay_triggers(_apps, editor):
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]
    operations = [migrations.RunPython(lay_triggers)]
