-- One row per call, worked out from its events; see domain 3.3 Call. Times are null where that never happened.
create table calls (
  id           text        not null primary key,
  line         text        not null,
  queue        text,
  caller       text        not null,
  dialled      text        not null,
  arrived_at   timestamptz not null,
  queued_at    timestamptz,
  offered_at   timestamptz,
  answered_at  timestamptz,
  ended_at     timestamptz,
  completed_at timestamptz,
  wait_millis  bigint      not null default 0,
  ring_millis  bigint      not null default 0,
  talk_millis  bigint      not null default 0,
  hold_millis  bigint      not null default 0,
  wrap_millis  bigint      not null default 0,
  loss_type    text,
  agent        text,
  seat         text,
  recordings   text[]      not null default '{}',
  inferred     boolean     not null default false
);
create index calls_arrived on calls (arrived_at desc, id desc);
