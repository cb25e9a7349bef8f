-- Who gave a task to the agent who holds it, until he takes note of it: he is told so wherever he looks.
alter table callback_task add column handed_by text;
create index callback_task_handed on callback_task (since, id) where handed_by <> agent;
