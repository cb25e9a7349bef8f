-- What listeners noted at a time of a recording: beside it, never in it; deleted with its sound (decision 0038).
create table recording_mark (
  id        uuid        not null primary key,
  recording text        not null references recording (id),
  at_millis bigint      not null,
  text      text        not null,
  made_by   text        not null,
  made_at   timestamptz not null
);
create index recording_mark_recording on recording_mark (recording, at_millis);
