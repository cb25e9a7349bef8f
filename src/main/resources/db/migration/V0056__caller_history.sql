-- What an agent is shown of a citizen before he calls him: his calls, by the number as it was heard, the newest first ...
create index calls_caller on calls (caller, arrived_at desc, id desc) where caller <> '' and direction = 'IN';
-- ... what we owed him before ...
create index callback_task_citizen on callback_task (citizen, first_lost_at desc, id desc);
-- ... and the times that were promised to him, which the task itself forgets when they have come.
create table callback_promise (
  callback  text        not null references callback_task (id),
  said_at   timestamptz not null,
  said_by   text        not null,
  begins_at timestamptz not null,
  ends_at   timestamptz not null
);
create index callback_promise_task on callback_promise (callback, said_at desc);
