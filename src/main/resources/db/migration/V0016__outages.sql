-- When the floor did not hear the switch, and why: one row per gap, from the event that ended it.
create table outage (
  number   bigint      not null primary key,
  began_at timestamptz not null,
  ended_at timestamptz not null,
  reason   text        not null
);
create index outage_began on outage (began_at desc, number desc);
