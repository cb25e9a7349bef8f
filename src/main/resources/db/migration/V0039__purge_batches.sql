-- Deleting many recordings whose time is over: proposed by one, decided by another (decision 0039).
create table purge_batch (
  id          uuid        not null primary key,
  reason      text        not null,
  proposed_by text        not null,
  proposed_at timestamptz not null,
  -- null while nobody has decided
  confirmed   boolean,
  decided_by  text,
  decided_at  timestamptz
);
-- What was due when it was proposed; also the agenda that a restart goes on from.
create table purge_batch_item (
  batch     uuid not null references purge_batch (id),
  recording text not null references recording (id),
  -- null until it was its turn; ORDERED, or why it was not
  outcome   text,
  detail    text,
  primary key (batch, recording)
);
create index purge_batch_agenda on purge_batch_item (batch, recording) where outcome is null;
