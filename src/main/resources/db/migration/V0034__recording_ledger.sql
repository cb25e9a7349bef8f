-- The completeness ledger (domain 3.4.7): what was talked, cut where another party took over, and what was to be recorded of it.
create table talk (
  -- ordered as programs order it
  call       text collate "C" not null,
  -- of the event that began it
  number     bigint      not null,
  kind       text        not null,
  -- a seat, or a masked number
  with_whom  text        not null,
  agent      text,
  -- chosen before the call began
  recording  text        not null,
  from_at    timestamptz not null,
  to_at      timestamptz,
  primary key (call, number)
);
create index talk_from on talk (from_at, call, number);
-- Which recordings the calls say are theirs.
create table call_recording (
  recording text        not null primary key,
  call      text        not null
);
-- When the switch said that it records, and when its object was last looked for in the store.
alter table recording add column heard_from timestamptz;
alter table recording add column object_seen_at timestamptz;
alter table recording add column object_gone_at timestamptz;
create index recording_object on recording (object_seen_at nulls first) where state in ('STORED', 'LINKED');
create index recording_object_gone on recording (id) where object_gone_at is not null;
-- Hung up before a sound was heard: nothing is missing.
update recording set state = 'UNHEARD'
where state = 'MISSING' and ended_at >= started_at and ended_at < started_at + interval '2 seconds'
  and (reason = 'no file' or reason like 'empty file%');
drop index recording_unfinished;
create index recording_unfinished on recording (state) where state not in ('STORED', 'LINKED', 'UNHEARD');
