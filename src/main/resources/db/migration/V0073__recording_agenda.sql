-- What is due is taken the newest first: who has just hung up can be heard soon, whatever else lies in the spool.
drop index recording_due;
create index recording_agenda on recording (started_at desc, id desc) where due_at is not null;
