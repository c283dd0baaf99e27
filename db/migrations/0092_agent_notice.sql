-- By what an agent who brings members is reached; a code without a row is an agent whom nobody has named yet.
create table care.agent (
  code text primary key,
  name text not null,
  email text,
  kept_at timestamptz not null,
  by_id uuid
);

-- What an agent is told of a rule's tasks of a day: one letter, whatever the number of members in it.
create table care.agent_notice (
  id uuid primary key,
  agent_code text not null,
  rule_id uuid not null references care.rule (id),
  day date not null,
  state text not null default 'queued' check (state in ('queued', 'sent', 'failed', 'unreachable', 'superseded')),
  attempts smallint not null default 0 check (attempts >= 0),
  trouble text,
  queued_at timestamptz not null,
  next_try_at timestamptz not null,
  leased_until timestamptz,
  settled_at timestamptz,
  unique (agent_code, rule_id, day),
  constraint agent_notice_settled_whole check ((state = 'queued') = (settled_at is null))
);
create index agent_notice_due on care.agent_notice (next_try_at, id) where state = 'queued';
create index agent_notice_newest on care.agent_notice (agent_code, queued_at desc);
create index task_agent on care.task (agent_code, rule_id) where agent_code is not null;
create trigger never_deleted before delete on care.agent_notice
   for each statement execute function house.refuse_rewriting();
