-- Other evidence is kept as recordings are: until a lawful day, held beyond it, by the store itself, and purged after it (decisions 0037, 0042, 0073).
-- Besides HELD, STORED, SPOILT, QUARANTINED its state may now be PURGING and PURGED.
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
create index evidence_item_lock_agenda on evidence_item (lock_seen_at nulls first) where state in ('STORED', 'PURGING');
create index evidence_item_lock_open on evidence_item (lock_seen_at nulls first)
  where state in ('STORED', 'PURGING') and lock_done < lock_wanted;
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
-- who ordered the purge, what for, by which rule it was lawful; when it is tried next, why it was not done, when nothing was left
alter table evidence_item add column purge_by text;
alter table evidence_item add column purge_why text;
alter table evidence_item add column purge_at timestamptz;
alter table evidence_item add column purge_lawful_from date;
alter table evidence_item add column purge_rule text;
alter table evidence_item add column purge_due_at timestamptz;
alter table evidence_item add column purge_refusal text;
alter table evidence_item add column gone_at timestamptz;
-- the statement's number in the chain that it was deleted
alter table evidence_item add column purge bigint;
create index evidence_item_purging on evidence_item (purge_due_at) where state = 'PURGING';
-- what was deleted may be sent again
drop index evidence_item_once;
create unique index evidence_item_once on evidence_item (call, digest)
  where withdrawn_at is null and state not in ('SPOILT', 'PURGING', 'PURGED');
drop index evidence_item_elsewhere;
create index evidence_item_elsewhere on evidence_item (state) where state not in ('STORED', 'PURGED');
drop index evidence_item_unsigned;
create index evidence_item_unsigned on evidence_item (received_at)
  where state in ('STORED', 'PURGED') and (manifest is null or (withdrawn_at is not null and withdrawal is null)
    or (state = 'PURGED' and purge is null));
-- the chain says it, too
alter table evidence_manifest add column purge boolean not null default false;
drop index evidence_manifest_item;
create unique index evidence_manifest_item on evidence_manifest (item, withdrawal, purge) where item is not null;
