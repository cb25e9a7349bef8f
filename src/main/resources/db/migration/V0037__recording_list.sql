-- Recordings are looked for by time and by who talked in them, and shown with whom (domain 3.8: replay recording).
-- who called, or was called: masked, as the record sheet keeps it
alter table recording add column caller text;
create index recording_newest on recording (started_at desc, id desc);
drop index recording_started;
create index recording_agents on recording using gin (agents);
