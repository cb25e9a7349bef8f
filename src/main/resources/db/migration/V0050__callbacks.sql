-- What is owed to lost callers (回拨), see domain 3.4.4. A task bears the id of the lost call that opened it.
create table callback_task (
  id               text        not null primary key,
  citizen          text        not null,
  line             text        not null,
  loss_type        text        not null,
  first_lost_at    timestamptz not null,
  last_lost_at     timestamptz not null,
  lost_count       int         not null,
  due_at           timestamptz not null,
  not_before       timestamptz not null,
  asked            int         not null,
  attempts         int         not null,
  first_attempt_at timestamptz,
  on_line          text,
  state            text        not null,
  since            timestamptz not null,
  agent            text,
  attempt          text,
  call             text,
  result           text,
  reason           text,
  until            timestamptz,
  closed           boolean     not null
);
-- one caller, one open task
create unique index callback_task_open on callback_task (citizen) where not closed;
create index callback_task_due on callback_task (first_lost_at, id) where not closed;
create index callback_task_lost on callback_task (first_lost_at desc, id desc);

-- Each lost request once, with the task that it opened or joined: what makes hearing of it twice harmless.
create table callback_loss (
  call      text        not null primary key,
  callback  text        not null references callback_task (id),
  loss_type text        not null,
  at        timestamptz not null
);
create index callback_loss_task on callback_loss (callback);

-- Each attempt, committed before the switch is told of it.
create table callback_attempt (
  id          text        not null primary key,
  callback    text        not null references callback_task (id),
  number      int         not null,
  seat        text        not null,
  agent       text        not null,
  leg         text        not null,
  intended_at timestamptz not null,
  -- when the floor began with it
  begun_at    timestamptz,
  call        text,
  dialled_at  timestamptz,
  answered_at timestamptz,
  ended_at    timestamptz,
  outcome     text,
  detail      text
);
create index callback_attempt_task on callback_attempt (callback, number);
create index callback_attempt_hour on callback_attempt (intended_at);
create index callback_attempt_open on callback_attempt (intended_at) where ended_at is null;
