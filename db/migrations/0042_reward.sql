-- What members get beside price and points: gifts, points for what is no purchase, pack codes, the yearly clearing.
create schema reward;

-- R1: a gift that was asked for, with what it cost as the program said then. Its row is also the task of whoever hands
-- it over or sends it; where it stands is a cache of the changes below.
create table reward.redemption (
  id uuid primary key,
  fingerprint text not null,
  -- Whose points paid; after a merge still the one who has gone.
  member_id uuid not null,
  gift text not null,
  name_zh text not null,
  name_en text not null,
  count integer not null check (count > 0),
  -- In all, not each.
  points bigint not null check (points > 0),
  add_minor bigint not null check (add_minor >= 0),
  cost_minor bigint not null check (cost_minor >= 0),
  -- What left the stock; null for a service.
  product_code text,
  -- Where it was asked for, or is to be collected; null where the head office sends it.
  branch_id uuid,
  -- The shelf it left; null is the head office.
  stock_branch_id uuid,
  channel text not null check (channel in ('store', 'online')),
  sent_by text not null check (sent_by in ('branch', 'head_office')),
  -- How many of a member may stand; null for any number.
  most_per_member bigint,
  tier text,
  day date not null,
  note text not null,
  state text not null check (state in ('asked', 'sent', 'handed', 'cancelled', 'forfeited', 'void')),
  program_version integer not null,
  at timestamptz not null,
  by_id uuid,
  by_name text not null
);
create index redemption_member on reward.redemption (member_id, gift);
create index redemption_open on reward.redemption (sent_by, at) where state in ('asked', 'sent');
create index redemption_listed on reward.redemption (at desc, id desc);
create trigger never_deleted before delete on reward.redemption
  for each statement execute function house.refuse_rewriting();
create trigger only_state_changes
  before update of id, fingerprint, member_id, gift, name_zh, name_en, count, points, add_minor, cost_minor,
                   product_code, branch_id, stock_branch_id, channel, sent_by, most_per_member, tier, day, note,
                   program_version, at, by_id, by_name on reward.redemption
  for each statement execute function house.refuse_rewriting();

-- R2: what became of it, step by step. Money is due at hand-over, and goes back when that is void.
create table reward.redemption_change (
  id uuid primary key,
  fingerprint text not null,
  redemption_id uuid not null references reward.redemption (id),
  -- The steps of one gift in their order.
  no integer not null check (no > 0),
  from_state text not null,
  state text not null check (state in ('sent', 'handed', 'cancelled', 'forfeited', 'void')),
  tender text,
  -- Above zero taken, below zero given back.
  paid_minor bigint not null,
  branch_id uuid,
  day date not null,
  note text not null,
  at timestamptz not null,
  by_id uuid,
  by_name text not null,
  constraint one_after_another unique (redemption_id, no),
  constraint money_has_a_tender check ((paid_minor = 0) or tender is not null)
);
create index redemption_change_money on reward.redemption_change (branch_id, day) where paid_minor <> 0;
create trigger append_only before update or delete on reward.redemption_change
  for each statement execute function house.refuse_rewriting();

-- R3: points for what is no purchase; what a cap left of them is what was given.
create table reward.points_event (
  id uuid primary key,
  fingerprint text not null,
  member_id uuid not null,
  event text not null,
  happened_at timestamptz not null,
  -- In the chain's zone, as its months are counted.
  day date not null,
  wanted bigint not null check (wanted > 0),
  points bigint not null,
  -- The cap that took some of it; null where none did.
  capped_by text check (capped_by in ('day', 'month', 'ever')),
  expires_on date,
  program_version integer not null,
  at timestamptz not null,
  by_id uuid,
  by_name text not null,
  constraint never_more_than_wanted check (points between 0 and wanted),
  constraint less_only_by_a_cap check ((points < wanted) = (capped_by is not null))
);
create index points_event_member on reward.points_event (member_id, event, day);
create trigger append_only before update or delete on reward.points_event
  for each statement execute function house.refuse_rewriting();

-- R4: codes printed into packs. Only their hashes are here: the codes themselves were in one answer and nowhere else.
create table reward.pack_code_batch (
  id uuid primary key,
  fingerprint text not null,
  count integer not null check (count > 0),
  -- Points each; null for what the program says when one is used.
  points bigint check (points > 0),
  -- The last day they are taken; null for ever.
  valid_to date,
  note text not null,
  at timestamptz not null,
  by_id uuid,
  by_name text not null
);
create trigger append_only before update or delete on reward.pack_code_batch
  for each statement execute function house.refuse_rewriting();

create table reward.pack_code_voiding (
  batch_id uuid primary key references reward.pack_code_batch (id),
  reason text not null,
  at timestamptz not null,
  by_id uuid
);
create trigger append_only before update or delete on reward.pack_code_voiding
  for each statement execute function house.refuse_rewriting();

create table reward.pack_code (
  hash text primary key,
  batch_id uuid not null references reward.pack_code_batch (id)
);
create trigger append_only before update or delete on reward.pack_code
  for each statement execute function house.refuse_rewriting();

create table reward.pack_code_use (
  id uuid primary key,
  fingerprint text not null,
  -- R4: once, whoever brings it.
  hash text not null unique references reward.pack_code (hash),
  member_id uuid not null,
  branch_id uuid not null,
  points bigint not null check (points > 0),
  expires_on date,
  day date not null,
  program_version integer not null,
  at timestamptz not null,
  by_id uuid,
  by_name text not null
);
create index pack_code_use_member on reward.pack_code_use (member_id);
create trigger append_only before update or delete on reward.pack_code_use
  for each statement execute function house.refuse_rewriting();

-- R5: codes that were none, by who asked and where, hour by hour.
create table reward.wrong_code (
  asked_by uuid not null,
  branch_id uuid not null,
  hour timestamptz not null,
  tries integer not null check (tries > 0),
  primary key (asked_by, branch_id, hour)
);

-- R4: counters without the system, where codes on paper stand for a receipt; the last row of a branch says.
create table reward.paper_branch (
  id uuid primary key,
  branch_id uuid not null,
  no integer not null check (no > 0),
  paper boolean not null,
  at timestamptz not null,
  by_id uuid,
  by_name text not null,
  constraint one_after_the_other unique (branch_id, no)
);
create trigger append_only before update or delete on reward.paper_branch
  for each statement execute function house.refuse_rewriting();

-- R6: how far an audit of points has come; a killed program goes on behind the last member it looked at.
create table reward.clearing_run (
  kind text not null check (kind in ('yearly', 'anniversary')),
  on_day date not null,
  after_id uuid,
  began_at timestamptz not null,
  done_at timestamptz,
  primary key (kind, on_day)
);

-- R6: what the audit of a year came to for a member, once. Its id is the cause of what was cleared on the ledger.
create table reward.clearing (
  id uuid primary key,
  member_id uuid not null,
  year integer not null,
  kind text not null check (kind in ('yearly', 'anniversary')),
  on_day date not null,
  joined_on date not null,
  cleared boolean not null,
  reason text not null check (reason in ('held_long_enough', 'too_young')),
  -- What ended; nothing where points are carried on.
  points bigint not null check (points >= 0),
  carried bigint not null check (carried >= 0),
  -- The highest gift that what ended would have bought, and how many gifts asked for were never collected.
  gift text,
  forfeited integer not null check (forfeited >= 0),
  program_version integer not null,
  at timestamptz not null,
  constraint once_a_year unique (member_id, year),
  constraint young_ones_keep_all check (cleared or (points = 0 and forfeited = 0)),
  constraint cleared_for_being_old check (cleared = (reason = 'held_long_enough'))
);
create index clearing_day on reward.clearing (on_day, member_id);
create trigger append_only before update or delete on reward.clearing
  for each statement execute function house.refuse_rewriting();

-- X3: a refusal is final for its id.
create table reward.refusal (
  id uuid primary key,
  kind text not null,
  fingerprint text not null,
  code text not null,
  details jsonb not null,
  recorded_at timestamptz not null,
  by_id uuid
);
create trigger append_only before update or delete on reward.refusal
  for each statement execute function house.refuse_rewriting();

create function reward.audit_laws() returns setof text language sql stable as $$
  values ('R1 points of a gift'), ('R1 not above its limit'), ('R2 state is the last change'), ('R2 steps follow'),
         ('R2 money is what was due'), ('R3 points of an event'), ('R4 points of a code'), ('R6 points of a clearing'),
         ('X3 reward applied or refused')
$$;

-- What a cause moved of its holder's points, and of what the holder owed of them.
create function reward.points_moved(cause uuid) returns bigint language sql stable as $$
  select coalesce(sum(p.amount), 0)::bigint
    from ledger.transaction t
    join ledger.posting p on p.transaction_id = t.id
    join ledger.account a on a.id = p.account_id
   where t.cause_id = cause and p.unit = 'points' and a.holder_id is not null
$$;

create function reward.audit() returns table (law text, subject text, detail text) language sql stable as $$
  select 'R1 points of a gift', r.id::text, r.points || ' but ' || m.amount
    from reward.redemption r, lateral (select -reward.points_moved(r.id) as amount) m
   where r.points <> m.amount
  union all
  select 'R1 not above its limit', member_id::text, gift || ' ' || sum(count)
    from reward.redemption
   where most_per_member is not null and state not in ('cancelled', 'void')
   group by member_id, gift having sum(count) > max(most_per_member)
  union all
  select 'R2 state is the last change', r.id::text, r.state || ' but ' || coalesce(l.state, 'asked')
    from reward.redemption r
    left join lateral (select state from reward.redemption_change c where c.redemption_id = r.id
                        order by no desc limit 1) l on true
   where r.state <> coalesce(l.state, 'asked')
  union all
  select 'R2 steps follow', id::text, from_state || ' after ' || before
    from (select id, no, from_state, lag(state, 1, 'asked') over w as before, lag(no, 1, 0) over w as last_no
            from reward.redemption_change window w as (partition by redemption_id order by no)) c
   where from_state <> before or no <> last_no + 1
  union all
  select 'R2 money is what was due', r.id::text, r.state || ' ' || coalesce(c.paid, 0)
    from reward.redemption r
    left join (select redemption_id, sum(paid_minor)::bigint as paid from reward.redemption_change
                group by redemption_id) c on c.redemption_id = r.id
   where coalesce(c.paid, 0) <> case when r.state = 'handed' then r.add_minor else 0 end
  union all
  select 'R3 points of an event', e.id::text, e.points || ' but ' || m.amount
    from reward.points_event e, lateral (select reward.points_moved(e.id) as amount) m
   where e.points <> m.amount
  union all
  select 'R4 points of a code', u.id::text, u.points || ' but ' || m.amount
    from reward.pack_code_use u, lateral (select reward.points_moved(u.id) as amount) m
   where u.points <> m.amount
  union all
  select 'R6 points of a clearing', c.id::text, c.points || ' but ' || m.amount
    from reward.clearing c, lateral (select -reward.points_moved(c.id) as amount) m
   where c.points <> m.amount
  union all
  select 'X3 reward applied or refused', r.id::text, r.code
    from reward.refusal r
   where exists (select from reward.redemption where id = r.id)
      or exists (select from reward.redemption_change where id = r.id)
      or exists (select from reward.points_event where id = r.id)
      or exists (select from reward.pack_code_use where id = r.id)
$$;
