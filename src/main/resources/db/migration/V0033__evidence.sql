-- The chain of signed manifests and the seals of its days; domain R001-27, decision 0034. Rows are added and never changed.
create table evidence_key (
  id         text        not null primary key,
  scheme     text        not null,
  public_key text        not null,
  since      timestamptz not null
);
create table evidence_manifest (
  number     bigint      not null primary key,
  recording  text        not null unique references recording (id),
  day        date        not null,
  body       text        not null,
  signature  text        not null,
  key        text        not null references evidence_key (id),
  digest     text        not null,
  link       text        not null
);
create index evidence_manifest_day on evidence_manifest (day, number);
create table evidence_seal (
  day        date        not null primary key,
  body       text        not null,
  signature  text        not null,
  key        text        not null references evidence_key (id)
);
-- the agenda: stored, and not yet in the chain
alter table recording add column manifest bigint;
create index recording_unsigned on recording (stored_at) where manifest is null and state in ('STORED', 'LINKED');
