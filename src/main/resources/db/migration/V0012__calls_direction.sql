-- Calls that we make stand beside those that come in; figures about requests look at the latter alone.
alter table calls add column direction text not null default 'IN';
