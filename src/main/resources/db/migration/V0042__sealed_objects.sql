-- Objects that are sealed before they leave us (decision 0043): the data key of each, wrapped by a key that is not in the database.
create table sealed_object (
  object_key text        not null primary key,
  algorithm  text        not null,
  -- by which key-encryption key it is wrapped
  wrapped_by text        not null,
  wrapped    text        not null,
  made_at    timestamptz not null,
  wrapped_at timestamptz not null
);
create index sealed_object_wrapped_by on sealed_object (wrapped_by);
