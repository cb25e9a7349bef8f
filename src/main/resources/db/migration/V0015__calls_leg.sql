-- The caller's leg: the name by which the switch's own ledger knows the call. Null for calls that came before it was kept.
alter table calls add column leg text;
create index calls_leg on calls (leg) where leg is not null;
