-- When people were told that a callback's due time is about to be missed; once for each.
alter table callback_task add column warned_at timestamptz;
