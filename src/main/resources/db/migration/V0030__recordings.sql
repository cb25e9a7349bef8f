-- One row per recording, from the moment the switch begins to write; domain 3.3 Recording and 3.4.7.
create table recording (
  id              text        not null primary key,
  call            text        not null,
  agents          text[]      not null default '{}',
  started_at      timestamptz not null,
  ended_at        timestamptz,
  state           text        not null,
  -- when something is to be done next: the agenda that a restart goes on from
  due_at          timestamptz,
  -- what is known of the audio; null until it is
  size            bigint,
  duration_millis bigint,
  channels        integer,
  sample_rate     integer,
  raw_size        bigint,
  cut_bytes       integer,
  digest          text,
  bucket          text,
  object_key      text,
  stored_at       timestamptz,
  act             text,
  -- while the file is waited for
  seen_size       bigint,
  seen_since      timestamptz,
  -- when something went wrong
  before_failure  text,
  attempts        integer     not null default 0,
  mismatches      integer     not null default 0,
  reason          text
);
create index recording_call on recording (call);
create index recording_due on recording (due_at) where due_at is not null;
create index recording_unfinished on recording (state) where state not in ('STORED', 'LINKED');
