-- A recording that does not come to its end: since when people have been told; null while nothing is wrong.
alter table recording add column endless_at timestamptz;
create index recording_endless on recording (id) where endless_at is not null;
