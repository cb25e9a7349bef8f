-- Other evidence than recordings (佐证材料): photos, videos, documents, signed forms; domain 3.3 EvidenceItem, decision 0070.
-- Rows are never deleted: what is withdrawn says by whom, when and why.
create table evidence_item (
  id             text        not null primary key,
  call           text        not null,
  kind           text        not null,
  -- as the uploader named it: a text, and no path of anything
  name           text        not null,
  purpose        text        not null,
  media_type     text        not null,
  size           bigint      not null,
  digest         text        not null,
  uploaded_by    text        not null,
  received_at    timestamptz not null,
  -- when it was taken, by what the uploader says and by what the file says
  claimed_at     timestamptz,
  exif_at        timestamptz,
  due_at         timestamptz,
  scanned_by     text        not null default '',
  malware        text        not null default '',
  -- HELD, STORED, SPOILT, QUARANTINED
  state          text        not null,
  stored_at      timestamptz,
  replaces       text        references evidence_item (id),
  withdrawn_at   timestamptz,
  withdrawn_by   text        not null default '',
  withdrawn_why  text        not null default '',
  replaced_by    text        references evidence_item (id),
  -- its statements' numbers in the chain: that it is there, that it was withdrawn
  manifest       bigint,
  withdrawal     bigint
);
-- the same file of the same call is one item, unless our own copy of it was spoilt
create unique index evidence_item_once on evidence_item (call, digest) where withdrawn_at is null and state <> 'SPOILT';
create index evidence_item_call on evidence_item (call, received_at);
-- the agenda
create index evidence_item_held on evidence_item (received_at) where state = 'HELD';
-- what is counted: all that is not simply kept
create index evidence_item_elsewhere on evidence_item (state) where state <> 'STORED';
create index evidence_item_unsigned on evidence_item (received_at)
  where state = 'STORED' and (manifest is null or (withdrawn_at is not null and withdrawal is null));
-- they stand in the same chain as the recordings
alter table evidence_manifest alter column recording drop not null;
alter table evidence_manifest add column item text references evidence_item (id);
alter table evidence_manifest add column item_call text;
alter table evidence_manifest add column withdrawal boolean not null default false;
alter table evidence_manifest add constraint evidence_manifest_subject check ((recording is null) <> (item is null));
create unique index evidence_manifest_item on evidence_manifest (item, withdrawal) where item is not null;
create index evidence_manifest_item_call on evidence_manifest (item_call) where item_call is not null;
