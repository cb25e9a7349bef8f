-- Who asks to be called back instead of waiting keeps the place that he had in the queue, which is older than his loss.
alter table callback_task add column place_at timestamptz;
update callback_task set place_at = first_lost_at;
alter table callback_task alter column place_at set not null;
drop index callback_task_due;
create index callback_task_due on callback_task (place_at, id) where not closed;
-- what is due and may take its place, the earliest place first
drop index callback_task_pending;
create index callback_task_pending on callback_task (place_at, id) where state = 'PENDING' and on_line is null;
