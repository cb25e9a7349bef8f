-- Who may come in, and the record of who did what.

create table access_user (
  name                text primary key check (name ~ '^[a-z0-9][a-z0-9._-]{0,63}$' and name !~ '^token[.]'),
  display_name        text not null check (length(display_name) between 1 and 64),
  password_hash       text not null,
  roles               text[] not null,
  skills              text[] not null default '{}',
  disabled            boolean not null default false,
  -- made by the demo profile: cannot sign in outside of it
  demo                boolean not null default false,
  created_at          timestamptz not null,
  password_changed_at timestamptz not null
);

-- Failed sign-ins per claimed name, whether a user bears it or not, so that a lock tells nothing about who exists.
create table access_attempt (
  name         text primary key,
  failures     int not null,
  last_at      timestamptz not null,
  locked_until timestamptz
);

-- API tokens of machines. Only the SHA-256 is here: a token has 256 random bits, so nothing slower is needed.
create table access_token (
  id           uuid primary key,
  name         text not null check (name ~ '^[a-z0-9][a-z0-9._-]{0,57}$'),
  digest       bytea not null unique check (length(digest) = 32),
  roles        text[] not null,
  created_by   text not null references access_user (name),
  created_at   timestamptz not null,
  expires_at   timestamptz not null,
  revoked_at   timestamptz,
  last_used_at timestamptz
);
-- two living tokens never share a name, because the name is what the audit shows
create unique index access_token_name on access_token (name) where revoked_at is null;

-- Append only. Each row's hash covers the row and the hash before it, so that an edit, a deletion in the middle or an
-- insertion shows. `number` has no gaps.
create table access_audit (
  number    bigint primary key check (number > 0),
  at        timestamptz not null,
  actor     text not null,
  action    text not null,
  subject   text not null,
  succeeded boolean not null,
  detail    text not null,
  hash      bytea not null check (length(hash) = 32)
);
create index access_audit_at on access_audit (at);
create index access_audit_actor on access_audit (actor, number);
create index access_audit_action on access_audit (action, number);

create function access_audit_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is append only' using errcode = 'insufficient_privilege';
end $$;

create trigger access_audit_append_only before update or delete or truncate on access_audit
  for each statement execute function access_audit_is_append_only();

-- Spring Session's tables, as its own schema for PostgreSQL has them: sessions survive a restart.
create table spring_session (
  primary_id            char(36) not null primary key,
  session_id            char(36) not null,
  creation_time         bigint not null,
  last_access_time      bigint not null,
  max_inactive_interval int not null,
  expiry_time           bigint not null,
  principal_name        varchar(100)
);
create unique index spring_session_ix1 on spring_session (session_id);
create index spring_session_ix2 on spring_session (expiry_time);
create index spring_session_ix3 on spring_session (principal_name);

create table spring_session_attributes (
  session_primary_id char(36) not null references spring_session (primary_id) on delete cascade,
  attribute_name     varchar(200) not null,
  attribute_bytes    bytea not null,
  primary key (session_primary_id, attribute_name)
);
