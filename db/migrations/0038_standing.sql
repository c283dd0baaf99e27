-- Where a member stands: membership, tier and how it was reached, benefits used.
create schema standing;

-- One row per member: the row that two works about one member queue at. What it says is a cache of the rows below it,
-- apart from what only it knows: what is due when.
create table standing.member (
  member_id uuid primary key,
  -- The earliest of its own and of those who have gone into it; null until the log of enrolments has been read.
  joined_on date,
  -- Null is the lowest tier.
  tier text,
  since date,
  -- How often it has moved.
  moves integer not null default 0 check (moves >= 0),
  -- T5: what the last review, a fee, an invitation or a hand gave: no return takes more.
  floor_tier text,
  -- T7: days before this one no longer raise the tier.
  counts_from date,
  review_on date,
  warned_for date,
  grace_to date,
  looked_on date,
  last_bought_on date,
  archived_on date,
  left_on date
);
create index member_review on standing.member (review_on) where review_on is not null;
create index member_tier on standing.member (tier) where tier is not null;

-- What counts towards a tier, by whoever did it (origin) and for whom it counts now (member): a merge moves the latter.
-- Negative where goods came back of a sale that nobody knows.
create table standing.merit (
  origin_id uuid not null,
  day date not null,
  member_id uuid not null,
  spend_minor bigint not null default 0,
  visits bigint not null default 0,
  points bigint not null default 0,
  top_up_minor bigint not null default 0,
  primary key (origin_id, day)
);
create index merit_member on standing.merit (member_id, day);

-- Things that count one by one: single top-ups by their amount, fees by their product.
create table standing.single (
  origin_id uuid not null,
  day date not null,
  kind text not null check (kind in ('one_top_up', 'fee')),
  what text not null,
  member_id uuid not null,
  count bigint not null,
  primary key (origin_id, day, kind, what)
);
create index single_member on standing.single (member_id, day);

-- T2: every tier gained or lost, with its cause; never rewritten.
create table standing.move (
  id uuid primary key,
  member_id uuid not null,
  -- The moves of a member in their order.
  no integer not null check (no > 0),
  -- As the program said at that time; null nowhere, though the member's row says null for the lowest.
  from_tier text not null,
  to_tier text not null,
  -- Whether it led to the lowest tier.
  lowest boolean not null,
  up boolean not null,
  why text not null check (why in ('merit', 'fee', 'invitation', 'joining', 'hand', 'return', 'review', 'merge',
                                   'merge_undone', 'rebuilt')),
  day date not null,
  cause_kind text not null,
  cause_id uuid not null,
  reason text not null default '',
  at timestamptz not null,
  by_id uuid,
  by_name text not null,
  constraint moves_somewhere check (from_tier <> to_tier),
  constraint one_after_another unique (member_id, no)
);
create index move_cause on standing.move (cause_id);
create trigger append_only before update or delete on standing.move
  for each statement execute function house.refuse_rewriting();

-- T3: a tier given by somebody, or at joining.
create table standing.given (
  id uuid primary key,
  fingerprint text not null,
  kind text not null check (kind in ('invitation', 'hand', 'joining')),
  member_id uuid not null,
  tier text not null,
  day date not null,
  reason text not null,
  at timestamptz not null,
  by_id uuid,
  by_name text not null
);
create index given_member on standing.given (member_id, day);
create trigger append_only before update or delete on standing.given
  for each statement execute function house.refuse_rewriting();

-- T8: periods of membership; a null end never ends. What was paid for twice is there once.
create table standing.membership (
  id uuid primary key,
  member_id uuid not null,
  origin_id uuid not null,
  from_on date not null,
  to_on date,
  way text not null,
  cause_id uuid not null unique,
  at timestamptz not null,
  by_id uuid,
  constraint a_day_at_least check (to_on is null or to_on >= from_on)
);
create index membership_member on standing.membership (member_id);
create trigger never_deleted before delete on standing.membership
  for each statement execute function house.refuse_rewriting();
create trigger only_merges_change
  before update of id, origin_id, from_on, to_on, way, cause_id, at, by_id on standing.membership
  for each statement execute function house.refuse_rewriting();

create table standing.membership_voiding (
  cause_id uuid primary key references standing.membership (cause_id),
  reason text not null,
  at timestamptz not null,
  by_id uuid
);
create trigger append_only before update or delete on standing.membership_voiding
  for each statement execute function house.refuse_rewriting();

-- T9: one use of a benefit, within the period it counts in.
create table standing.benefit_use (
  id uuid primary key,
  fingerprint text not null,
  member_id uuid not null,
  origin_id uuid not null,
  benefit text not null,
  tier text,
  branch_id uuid not null,
  day date not null,
  period_from date not null,
  period_to date not null,
  -- How often the program gave it a period when it was used; null as often as asked.
  most bigint check (most >= 0),
  minutes integer,
  cost_minor bigint not null check (cost_minor >= 0),
  note text not null,
  state text not null check (state in ('asked', 'done', 'cancelled', 'void')),
  program_version integer not null,
  at timestamptz not null,
  by_id uuid,
  by_name text not null,
  constraint within_its_period check (day between period_from and period_to)
);
create index benefit_use_member on standing.benefit_use (member_id, benefit, period_from);
create index benefit_use_day on standing.benefit_use (day desc, id desc);
create trigger never_deleted before delete on standing.benefit_use
  for each statement execute function house.refuse_rewriting();
create trigger only_state_changes
  before update of id, fingerprint, origin_id, benefit, tier, branch_id, day, period_from, period_to, most, minutes,
                   cost_minor, note, program_version, at, by_id, by_name on standing.benefit_use
  for each statement execute function house.refuse_rewriting();

create table standing.benefit_use_change (
  id uuid primary key,
  fingerprint text not null,
  use_id uuid not null references standing.benefit_use (id),
  -- In the order they were written: ids are made by devices.
  seq bigint generated always as identity,
  state text not null check (state in ('done', 'cancelled', 'void')),
  reason text not null,
  at timestamptz not null,
  by_id uuid,
  by_name text not null
);
create index benefit_use_change_use on standing.benefit_use_change (use_id, seq);
create trigger append_only before update or delete on standing.benefit_use_change
  for each statement execute function house.refuse_rewriting();

-- X3: a refusal is final for its id.
create table standing.refusal (
  id uuid primary key,
  kind text not null,
  fingerprint text not null,
  code text not null,
  details jsonb not null,
  recorded_at timestamptz not null,
  by_id uuid
);
create trigger append_only before update or delete on standing.refusal
  for each statement execute function house.refuse_rewriting();

-- Since when purchases are known: before a chain had tiers or archived anybody, nobody wrote them down here.
create table standing.known (
  here boolean primary key default true check (here),
  since date not null
);

-- Who has gone into whom, and the floor that the kept one had before.
create table standing.carry (
  merge_id uuid primary key,
  keep_id uuid not null,
  gone_id uuid not null,
  floor_before text,
  undone boolean not null default false
);
create index carry_keep on standing.carry (keep_id) where not undone;

create function standing.audit_laws() returns setof text language sql stable as $$
  values ('T1 tier is the last move'), ('T2 moves follow each other'), ('T2 event per move'),
         ('T9 not above its limit'), ('T9 state is the last change'), ('X3 applied or refused')
$$;

create function standing.audit() returns table (law text, subject text, detail text) language sql stable as $$
  select 'T1 tier is the last move', m.member_id::text, coalesce(m.tier, '-') || ' but ' || coalesce(l.to_tier, '-')
    from standing.member m
    left join lateral (select case when lowest then null else to_tier end as to_tier from standing.move v
                        where v.member_id = m.member_id order by no desc limit 1) l on true
   where m.tier is distinct from l.to_tier
  union all
  select 'T2 moves follow each other', id::text, from_tier || ' after ' || coalesce(before, '-')
    from (select id, no, from_tier, lag(case when lowest then null else to_tier end) over w as before,
                 lag(no, 1, 0) over w as last_no
            from standing.move window w as (partition by member_id order by no)) v
   -- What the lowest tier is called may change with the program.
   where from_tier <> before or no <> last_no + 1
  union all
  select 'T2 event per move', v.id::text, v.why
    from standing.move v
   where not exists (select from house.event e where e.subject_id = v.member_id and e.kind = 'standing.moved'
                                                and e.body ->> 'id' = v.id::text)
  union all
  select 'T9 not above its limit', member_id::text, benefit || ' ' || count(*) || ' since ' || period_from
    from standing.benefit_use
   where state in ('asked', 'done') and most is not null and member_id = origin_id
   group by member_id, benefit, period_from having count(*) > max(most)
  union all
  select 'T9 state is the last change', u.id::text, u.state
    from standing.benefit_use u
    left join lateral (select state from standing.benefit_use_change c where c.use_id = u.id order by seq desc
                        limit 1) l on true
   where case when l.state is null then u.state not in ('asked', 'done') else u.state <> l.state end
  union all
  select 'X3 applied or refused', r.id::text, r.code
    from standing.refusal r
   where exists (select from standing.given where id = r.id)
      or exists (select from standing.benefit_use where id = r.id)
      or exists (select from standing.benefit_use_change where id = r.id)
$$;
