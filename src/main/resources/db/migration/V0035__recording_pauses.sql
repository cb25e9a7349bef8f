-- Silence that an agent had recorded while something was said that must not be kept: part of the manifest and of the ledger.
create table recording_pause (
  recording text        not null,
  -- of the event that began it
  number    bigint      not null,
  agent     text        not null,
  why       text        not null,
  from_at   timestamptz not null,
  -- null while it goes on
  to_at     timestamptz,
  primary key (recording, number)
);
