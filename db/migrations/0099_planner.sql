-- C99 campaign planner. K21: what the campaigns of one plan may cost together, where the owner says that it is a stop.
create table campaign.pot (
  id uuid primary key,
  -- What its campaigns may cost together, minor units; null stops nothing.
  most_minor bigint check (most_minor >= 0),
  kept_at timestamptz not null
);
alter table campaign.campaign add column pot_id uuid references campaign.pot (id);
create index campaign_pot on campaign.campaign (pot_id) where pot_id is not null;

create schema planner;

create table planner.plan (
  id uuid primary key,
  created_at timestamptz not null
);
create trigger append_only before update or delete on planner.plan for each statement execute function
  house.refuse_rewriting();

-- P1: what a plan says never changes; a change is another version.
create table planner.version (
  id uuid primary key,
  fingerprint text not null,
  plan_id uuid not null references planner.plan (id),
  version integer not null check (version > 0),
  document jsonb not null,
  -- Whose next year this is.
  cloned_of uuid references planner.plan (id),
  at timestamptz not null,
  by_id uuid,
  by_name text not null,
  unique (plan_id, version)
);
create trigger append_only before update or delete on planner.version for each statement execute function
  house.refuse_rewriting();

-- P2: a plan is started once, by its budget within a limit or by two.
create table planner.start (
  id uuid primary key,
  nth bigint generated always as identity,
  fingerprint text not null,
  plan_id uuid not null references planner.plan (id),
  way text not null check (way in ('own_limit', 'alone', 'second_person')),
  cost_minor bigint not null check (cost_minor >= 0),
  limit_minor bigint,
  at timestamptz not null,
  by_kind text not null check (by_kind in ('staff', 'key', 'house')),
  by_id uuid,
  by_name text not null,
  by_roles text[] not null,
  unique (id, way),
  constraint within_the_limit check (way <> 'own_limit' or limit_minor is null or cost_minor <= limit_minor),
  constraint people_are_known check (by_kind = 'house' or by_id is not null),
  constraint only_people_go_alone check (by_kind = 'staff' or way <> 'alone')
);
create index start_of on planner.start (plan_id, nth desc);
create trigger append_only before update or delete on planner.start for each statement execute function
  house.refuse_rewriting();

create table planner.start_decision (
  id uuid primary key,
  fingerprint text not null,
  start_id uuid not null unique,
  way text not null default 'second_person' check (way = 'second_person'),
  approves boolean not null,
  note text not null,
  at timestamptz not null,
  by_id uuid not null,
  asked_by_id uuid,
  by_name text not null,
  constraint another_person check (by_id is distinct from asked_by_id),
  foreign key (start_id, way) references planner.start (id, way)
);
create trigger append_only before update or delete on planner.start_decision for each statement execute function
  house.refuse_rewriting();

create table planner.ending (
  id uuid primary key,
  fingerprint text not null,
  plan_id uuid not null unique references planner.plan (id),
  at timestamptz not null,
  by_id uuid,
  by_name text not null
);
create trigger append_only before update or delete on planner.ending for each statement execute function
  house.refuse_rewriting();

-- P4: whether a further wave begins; the last word counts, and only a person has it.
create table planner.gate (
  id uuid primary key,
  nth bigint generated always as identity,
  fingerprint text not null,
  plan_id uuid not null references planner.plan (id),
  wave text not null,
  goes boolean not null,
  -- What the reports of the waves before said at that moment: a verdict by campaign or journey.
  seen jsonb not null,
  met boolean not null,
  note text not null,
  at timestamptz not null,
  by_id uuid not null,
  by_name text not null,
  constraint against_the_rule_has_a_reason check (met or not goes or note <> '')
);
create index gate_of on planner.gate (plan_id, wave, nth desc);
create trigger append_only before update or delete on planner.gate for each statement execute function
  house.refuse_rewriting();

-- P3: an activity is made once for a wave.
create table planner.made (
  id uuid primary key,
  fingerprint text not null,
  plan_id uuid not null references planner.plan (id),
  version_id uuid not null references planner.version (id),
  activity text not null,
  wave text not null,
  kind text not null check (kind in ('campaign', 'journey')),
  target_id uuid not null unique,
  at timestamptz not null,
  by_id uuid,
  by_name text not null,
  unique (plan_id, activity, wave)
);
create trigger append_only before update or delete on planner.made for each statement execute function
  house.refuse_rewriting();

-- P6: what only people know was spent; below zero corrects.
create table planner.spend (
  id uuid primary key,
  fingerprint text not null,
  plan_id uuid not null references planner.plan (id),
  pot text not null check (pot in ('messages', 'gifts', 'other')),
  day date not null,
  minor bigint not null check (minor <> 0),
  note text not null check (note <> ''),
  at timestamptz not null,
  by_id uuid,
  by_name text not null
);
create index spend_of on planner.spend (plan_id, at desc, id desc);
create trigger append_only before update or delete on planner.spend for each statement execute function
  house.refuse_rewriting();

create table planner.refusal (
  id uuid primary key,
  kind text not null,
  fingerprint text not null,
  code text not null,
  details jsonb not null,
  recorded_at timestamptz not null,
  by_id uuid
);
create trigger append_only before update or delete on planner.refusal for each statement execute function
  house.refuse_rewriting();

create function planner.audit_laws() returns setof text language sql stable as $$
  values ('P2 started once'), ('P2 a second person'), ('P3 made after the start'),
         ('P3 a campaign made stands in the pot of its plan')
$$;

create function planner.audit() returns table (law text, subject text, detail text) language sql stable as $$
  with applied as (
    select s.plan_id, coalesce(d.at, s.at) as at
      from planner.start s left join planner.start_decision d on d.start_id = s.id
     where s.way <> 'second_person' or d.approves)
  select 'P2 started once', plan_id::text, count(*) || ' times' from applied group by plan_id having count(*) > 1
  union all
  select 'P2 a second person', s.id::text, 'decided by ' || d.by_id
    from planner.start_decision d join planner.start s on s.id = d.start_id
   where d.by_id = s.by_id or d.asked_by_id is distinct from s.by_id
  union all
  select 'P3 made after the start', m.id::text, m.activity || ' in ' || m.wave
    from planner.made m
   where not exists (select from applied a where a.plan_id = m.plan_id and a.at <= m.at)
  union all
  select 'P3 a campaign made stands in the pot of its plan', m.id::text, m.target_id::text
    from planner.made m left join campaign.campaign c on c.id = m.target_id
   where m.kind = 'campaign' and c.pot_id is distinct from m.plan_id
$$;
