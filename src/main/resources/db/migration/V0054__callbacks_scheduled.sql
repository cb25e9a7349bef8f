-- From when on a citizen was promised a call ("tomorrow at ten") that was not tried yet.
alter table callback_task add column scheduled_for timestamptz;
