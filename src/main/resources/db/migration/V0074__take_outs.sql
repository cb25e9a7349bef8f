-- Taking recordings and evidence out of the house: asked for by one, decided by another (decision 0074).
create table take_out (
  id         uuid        not null primary key,
  -- recording:ID, call:ID or days:FROM/TO
  subject    text        not null,
  reason     text        not null,
  asked_by   text        not null,
  asked_at   timestamptz not null,
  -- null while nobody has decided
  approved   boolean,
  decided_by text,
  decided_at timestamptz,
  -- what who decided said to it
  why        text,
  check (decided_by <> asked_by)
);
-- Who asks for the same again is told of what is open; also the list of those who decide.
create unique index take_out_open on take_out (asked_by, subject) where approved is null;
create index take_out_asked on take_out (asked_by, asked_at desc);
