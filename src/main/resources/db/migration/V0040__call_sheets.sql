-- The call record sheet (电话接听记录单): one per answered call, also when no order comes of it.
create table call_sheet (
  call              text        not null primary key,
  agent             text        not null,
  seat              text        not null,
  answered_at       timestamptz not null,
  -- when the agent took over who is responsible for it now
  agent_since       timestamptz not null,
  caller_masked     text        not null,
  caller_name       text        not null default '',
  subject_type      text,
  address           text        not null default '',
  demand_type       text,
  category          text        not null default '',
  content           text        not null default '',
  reply             text        not null default '',
  directly_answered boolean     not null default false,
  confidential      boolean     not null default false,
  state             text        not null default 'DRAFT',
  version           bigint      not null default 1,
  updated_at        timestamptz not null
);
create index call_sheet_answered on call_sheet (answered_at);
