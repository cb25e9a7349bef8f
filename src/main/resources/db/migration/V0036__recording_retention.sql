-- Kept until a lawful day, held beyond it, purged after it (domain 3.4.7, N-54, R001-27).
alter table recording add column kind text not null default 'ORDINARY';
-- who ordered the purge, what for, by which rule it was lawful, and when nothing was left
alter table recording add column purge_by text;
alter table recording add column purge_why text;
alter table recording add column purge_at timestamptz;
alter table recording add column purge_lawful_from date;
alter table recording add column purge_rule text;
alter table recording add column gone_at timestamptz;
create table recording_hold (
  id          uuid        not null primary key,
  recording   text        not null references recording (id),
  reason      text        not null,
  set_by      text        not null,
  set_at      timestamptz not null,
  -- null while it holds
  lift_reason text,
  lifted_by   text,
  lifted_at   timestamptz
);
create index recording_hold_recording on recording_hold (recording);
-- What proves that a recording was purged lawfully. Rows are added and never changed.
create table evidence_purge (
  recording text not null primary key references recording (id),
  body      text not null,
  signature text not null,
  key       text not null references evidence_key (id)
);
create index recording_purged on recording (id) where state = 'PURGED';
drop index recording_unfinished;
create index recording_unfinished on recording (state) where state not in ('STORED', 'LINKED', 'UNHEARD', 'PURGED');
