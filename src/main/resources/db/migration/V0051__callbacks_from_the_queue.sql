-- An attempt that waits in the queue is committed before anybody knows which seat will make it.
alter table callback_attempt alter column seat drop not null;
alter table callback_attempt alter column agent drop not null;
-- what is due and may take its place, the oldest loss first
create index callback_task_pending on callback_task (first_lost_at, id) where state = 'PENDING' and on_line is null;
