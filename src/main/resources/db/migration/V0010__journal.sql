-- What went into a floor, in the order of truth. Never updated.
create table floor_journal (
  floor  text        not null,
  number bigint      not null,
  at     timestamptz not null,
  body   jsonb       not null,
  primary key (floor, number)
);

-- A floor's whole state after an entry: recovery starts from the newest and takes the entries after it in again.
create table floor_snapshot (
  floor  text        not null,
  number bigint      not null,
  at     timestamptz not null,
  body   jsonb       not null,
  primary key (floor, number)
);

-- What happened, committed together with the entry that caused it; number = entry number * 16384 + place in the step.
create table event_log (
  number bigint      not null primary key,
  at     timestamptz not null,
  family text        not null,
  name   text        not null,
  body   jsonb       not null
);
create index event_log_family on event_log (family, number);

-- How far each subscriber has been told.
create table event_cursor (
  subscriber text   not null primary key,
  number     bigint not null
);
