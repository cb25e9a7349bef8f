-- Reconciliation asks for a day's recordings.
create index recording_started on recording (started_at);
