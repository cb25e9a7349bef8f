-- Attempts of which the switch's fence remembers nothing any more, because they have been over for long.
alter table callback_attempt add column fence_dropped boolean not null default false;
create index callback_attempt_fenced on callback_attempt (ended_at) where begun_at is not null and not fence_dropped;
