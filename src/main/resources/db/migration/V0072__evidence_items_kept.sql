-- Other evidence is kept as recordings are: until a lawful day, held beyond it, and by the store itself (decisions 0042, 0073).
alter table evidence_item add column lock_wanted bigint not null default 1;
alter table evidence_item add column lock_done bigint not null default 0;
-- what the store confirmed: kept until then, held
alter table evidence_item add column lock_until timestamptz;
alter table evidence_item add column lock_held boolean not null default false;
-- when it was last seen to, and why the store refused
alter table evidence_item add column lock_seen_at timestamptz;
alter table evidence_item add column lock_refusal text;
-- What somebody found to be something else than was received: stays so until people have looked.
alter table evidence_item add column object_differs_at timestamptz;
create index evidence_item_lock_agenda on evidence_item (lock_seen_at nulls first) where state = 'STORED';
create index evidence_item_lock_open on evidence_item (lock_seen_at nulls first)
  where state = 'STORED' and lock_done < lock_wanted;
create index evidence_item_lock_refused on evidence_item (id) where lock_refusal is not null;
create index evidence_item_differs on evidence_item (id) where object_differs_at is not null;
create table evidence_item_hold (
  id          uuid        not null primary key,
  item        text        not null references evidence_item (id),
  reason      text        not null,
  set_by      text        not null,
  set_at      timestamptz not null,
  -- null while it holds
  lift_reason text,
  lifted_by   text,
  lifted_at   timestamptz
);
create index evidence_item_hold_item on evidence_item_hold (item);
