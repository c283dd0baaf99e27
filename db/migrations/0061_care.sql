create schema care;

-- D1: what somebody is to do on a day (C97). What it is never changes; how it stands is said by its steps.
create table care.task (
  id uuid primary key,
  fingerprint text not null,
  kind text not null check (kind in ('call', 'gift', 'visit', 'greeting', 'other')),
  title_zh text not null,
  title_en text not null,
  details text not null default '',
  -- After a merge still the one it was made for.
  member_id uuid,
  -- Whose people see it; null is the head office.
  branch_id uuid,
  -- The agent who brought the member, where the rule says so.
  agent_code text,
  -- A gift: what leaves the stock when it is done.
  product_code text,
  script_code text,
  -- The day it is about: a birthday, a purchase.
  event_on date,
  -- Null was made by hand.
  rule_id uuid,
  instance text,
  created_at timestamptz not null,
  by_id uuid,
  by_name text not null,
  -- How it stands; written by its steps alone.
  state text not null default 'open' check (state in ('open', 'done', 'cancelled')),
  due_on date not null,
  owner_id uuid,
  outcome text,
  ended_at timestamptz,
  constraint made_by_a_rule_for_somebody check ((rule_id is null) = (instance is null)
    and (rule_id is null or member_id is not null)),
  constraint ended_with_a_time check ((state = 'open') = (ended_at is null))
);
-- D2: a rule makes one task for a member and an instance.
create unique index task_once on care.task (rule_id, member_id, instance) where rule_id is not null;
create index task_open on care.task (due_on, id) where state = 'open';
create index task_member on care.task (member_id, due_on desc) where member_id is not null;
create index task_day on care.task (due_on, id);
create trigger never_deleted before delete on care.task for each statement execute function house.refuse_rewriting();

create table care.task_step (
  id uuid primary key,
  -- The order in which they were taken: ids are made by devices.
  nth bigint generated always as identity,
  fingerprint text not null,
  task_id uuid not null references care.task (id),
  step text not null check (step in ('done', 'cancelled', 'moved', 'given', 'reopened')),
  outcome text,
  note text not null default '',
  due_on date,
  owner_id uuid,
  at timestamptz not null,
  by_id uuid,
  by_name text not null,
  constraint moved_to_a_day check ((step = 'moved') = (due_on is not null)),
  constraint done_with_an_outcome check ((step = 'done') = (outcome is not null))
);
create index task_step_of on care.task_step (task_id, nth);
create trigger append_only before update or delete on care.task_step for each statement execute function
  house.refuse_rewriting();

-- D3: a rule of care and its versions; the last one stands.
create table care.rule (
  id uuid primary key,
  created_at timestamptz not null
);
create trigger append_only before update or delete on care.rule for each statement execute function
  house.refuse_rewriting();
create table care.rule_version (
  id uuid primary key,
  fingerprint text not null,
  rule_id uuid not null references care.rule (id),
  version integer not null check (version > 0),
  document jsonb not null,
  active boolean not null,
  at timestamptz not null,
  by_id uuid,
  by_name text not null,
  unique (rule_id, version)
);
create trigger append_only before update or delete on care.rule_version for each statement execute function
  house.refuse_rewriting();

-- How far a rule that looks at days has come: every day is looked at once. The only row of a rule that changes.
create table care.rule_place (
  rule_id uuid primary key references care.rule (id),
  -- The last day that is done with.
  day date not null
);

-- D4: whom a rule would have called and did not, so that calls can be measured.
create table care.held (
  rule_id uuid not null references care.rule (id),
  member_id uuid not null,
  instance text not null,
  due_on date not null,
  at timestamptz not null,
  primary key (rule_id, member_id, instance)
);
create trigger append_only before update or delete on care.held for each statement execute function
  house.refuse_rewriting();

-- D5: what somebody told the hotline (C42).
create table care.ticket (
  id uuid primary key,
  fingerprint text not null,
  class text not null check (class in ('satisfied', 'complaint', 'suggestion')),
  channel text not null check (channel in ('phone', 'shop', 'wechat', 'web', 'letter')),
  member_id uuid,
  caller text not null default '',
  branch_id uuid,
  words text not null,
  at timestamptz not null,
  by_id uuid,
  by_name text not null,
  state text not null check (state in ('open', 'closed')),
  owner_id uuid,
  closed_at timestamptz,
  constraint closed_with_a_time check ((state = 'closed') = (closed_at is not null))
);
create index ticket_listed on care.ticket (at desc, id desc);
create index ticket_open on care.ticket (at, id) where state = 'open';
create index ticket_member on care.ticket (member_id, at desc) where member_id is not null;
create trigger never_deleted before delete on care.ticket for each statement execute function house.refuse_rewriting();

create table care.ticket_step (
  id uuid primary key,
  nth bigint generated always as identity,
  fingerprint text not null,
  ticket_id uuid not null references care.ticket (id),
  step text not null check (step in ('note', 'given', 'closed', 'reopened')),
  note text not null default '',
  owner_id uuid,
  at timestamptz not null,
  by_id uuid,
  by_name text not null
);
create index ticket_step_of on care.ticket_step (ticket_id, nth);
create trigger append_only before update or delete on care.ticket_step for each statement execute function
  house.refuse_rewriting();

-- D6: a call, a visit, a letter, a talk at an event: what touched a member and no other room knows of (C45).
create table care.contact (
  id uuid primary key,
  fingerprint text not null,
  member_id uuid not null,
  kind text not null check (kind in ('call', 'visit', 'letter', 'wechat', 'event', 'other')),
  direction text not null check (direction in ('in', 'out')),
  happened_at timestamptz not null,
  note text not null,
  -- The task it was, where there was one.
  task_id uuid,
  at timestamptz not null,
  by_id uuid,
  by_name text not null
);
create index contact_member on care.contact (member_id, happened_at desc, id desc);
create trigger append_only before update or delete on care.contact for each statement execute function
  house.refuse_rewriting();

-- D7: what staff read (C98): knowledge, scripts, notices. The last version stands; one that is withdrawn is not shown.
create table care.article_version (
  id uuid primary key,
  fingerprint text not null,
  article_id uuid not null,
  version integer not null check (version > 0),
  kind text not null check (kind in ('knowledge', 'script', 'handbook', 'notice')),
  code text not null,
  title_zh text not null,
  title_en text not null,
  body_zh text not null,
  body_en text not null,
  withdrawn boolean not null,
  -- Of a notice: the last day it is shown.
  until date,
  at timestamptz not null,
  by_id uuid,
  by_name text not null,
  unique (article_id, version)
);
create index article_code on care.article_version (code);
create trigger append_only before update or delete on care.article_version for each statement execute function
  house.refuse_rewriting();
create table care.notice_read (
  version_id uuid not null references care.article_version (id),
  staff_id uuid not null,
  at timestamptz not null,
  primary key (version_id, staff_id)
);
create trigger append_only before update or delete on care.notice_read for each statement execute function
  house.refuse_rewriting();

-- X3: what was refused is refused for ever under its id.
create table care.refusal (
  id uuid primary key,
  kind text not null,
  fingerprint text not null,
  code text not null,
  details jsonb not null,
  recorded_at timestamptz not null,
  by_id uuid
);
create trigger append_only before update or delete on care.refusal for each statement execute function
  house.refuse_rewriting();

create function care.audit_laws() returns setof text language sql stable as $$
  values ('D1 a task stands as its last step says'), ('D4 nobody is held and called'),
         ('D5 a ticket stands as its last step says')
$$;

create function care.audit() returns table (law text, subject text, detail text) language sql stable as $$
  select 'D1 a task stands as its last step says', t.id::text, t.state || ' but ' || coalesce(l.step, 'no step')
    from care.task t
    left join lateral (select step from care.task_step s
                        where s.task_id = t.id and step in ('done', 'cancelled', 'reopened')
                        order by nth desc limit 1) l on true
   where t.state <> (case when l.step in ('done', 'cancelled') then l.step else 'open' end)
  union all
  select 'D4 nobody is held and called', h.member_id::text, h.rule_id || ' ' || h.instance
    from care.held h
    join care.task t on (t.rule_id, t.member_id, t.instance) = (h.rule_id, h.member_id, h.instance)
  union all
  select 'D5 a ticket stands as its last step says', t.id::text, t.state || ' but ' || coalesce(l.step, 'no step')
    from care.ticket t
    left join lateral (select step from care.ticket_step s
                        where s.ticket_id = t.id and step in ('closed', 'reopened')
                        order by nth desc limit 1) l on true
   where t.state <> (case when l.step = 'closed' then 'closed' when l.step = 'reopened' then 'open'
                          when t.class = 'satisfied' then 'closed' else 'open' end)
$$;
