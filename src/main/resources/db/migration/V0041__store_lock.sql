-- Which of it the store itself keeps (decision 0042). The agenda: what is wanted was changed since the store confirmed it.
alter table recording add column lock_wanted bigint not null default 1;
alter table recording add column lock_done bigint not null default 0;
-- what the store confirmed: kept until then, held
alter table recording add column lock_until timestamptz;
alter table recording add column lock_held boolean not null default false;
-- when it was last seen to, and why the store refused
alter table recording add column lock_seen_at timestamptz;
alter table recording add column lock_refusal text;
create index recording_lock_agenda on recording (lock_seen_at nulls first)
  where state in ('STORED', 'LINKED', 'PURGING');
create index recording_lock_open on recording (lock_seen_at nulls first)
  where state in ('STORED', 'LINKED', 'PURGING') and lock_done < lock_wanted;
create index recording_lock_refused on recording (id) where lock_refusal is not null;
-- What somebody found to be something else than was recorded: stays so until people have looked.
alter table recording add column object_differs_at timestamptz;
create index recording_object_differs on recording (id) where object_differs_at is not null;
