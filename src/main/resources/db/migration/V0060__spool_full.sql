-- When the spool's disk was too full for another recording (decision 0046): the reason of talks without audio.
create table spool_full (
  from_at timestamptz not null primary key,
  -- null while it goes on
  to_at   timestamptz
);
