-- R10: what was collected on an occasion.
create table reward.claim (
  id uuid primary key,
  fingerprint text not null,
  -- After a merge still the one who collected.
  member_id uuid not null,
  claim_code text not null,
  occasion text not null check (occasion in ('birthday', 'festival', 'life_event', 'month', 'quarter', 'year')),
  -- Which one it was: the birthday of a year, a festival of a year, a quarter, a wedding of a day.
  instance text not null,
  branch_id uuid not null,
  day date not null,
  life_event text,
  event_on date,
  for_whom text not null,
  product_code text,
  count integer not null check (count > 0),
  coupon_code text,
  points bigint not null check (points >= 0),
  points_expire_on date,
  coupons jsonb not null,
  note text not null,
  program_version integer not null,
  at timestamptz not null,
  by_id uuid,
  by_name text not null,
  constraint collected_once unique (member_id, claim_code, instance),
  constraint a_life_event_has_its_day check ((occasion = 'life_event') = (life_event is not null)
                                         and (life_event is null) = (event_on is null))
);
create index claim_listed on reward.claim (at desc, id desc);
create trigger append_only before update or delete on reward.claim
  for each statement execute function house.refuse_rewriting();

-- R20: a period whose spend is rewarded at its end. One is open at a time; the next begins on the day after its last.
create table reward.period (
  id uuid primary key,
  -- The first day of the run of periods that this one belongs to: spend before it is never rewarded.
  run_from date not null,
  from_on date not null,
  to_on date not null,
  state text not null check (state in ('open', 'closing', 'closed', 'dropped')),
  -- What it was rewarded by, from the moment its closing begins.
  program_version integer,
  bps integer check (bps between 0 and 10000),
  coupon_code text,
  coupon_minor bigint check (coupon_minor > 0),
  delivery text check (delivery in ('account', 'post')),
  -- R22: how far its closing has come, in the order of members.
  done_to uuid,
  opened_at timestamptz not null,
  closed_at timestamptz,
  constraint period_days check (run_from <= from_on and from_on <= to_on),
  constraint rewarded_by_a_rule check ((state in ('closing', 'closed')) = (program_version is not null))
);
create unique index period_last_day on reward.period (to_on) where state <> 'dropped';
create unique index period_open on reward.period ((true)) where state in ('open', 'closing');
create trigger never_deleted before delete on reward.period
  for each statement execute function house.refuse_rewriting();

-- R21: what a member's spend of a period came to. Everything is said by the row before it and this one, so that a sale
-- that
-- arrives late counts in the next.
create table reward.period_reward (
  id uuid primary key,
  period_id uuid not null references reward.period (id),
  -- By whoever is named on the receipts; the voucher goes to the member who stayed.
  origin_id uuid not null,
  member_id uuid not null,
  -- Spend since the run began, and what of it rows before this one had counted.
  total_minor bigint not null,
  before_minor bigint not null,
  -- Spend that earlier periods carried over; below zero where more came back than was bought.
  carried_minor bigint not null,
  -- Reward carried over, because a voucher comes in whole ones.
  rest_before_minor bigint not null check (rest_before_minor >= 0),
  given_minor bigint not null check (given_minor >= 0),
  -- How many units of the voucher; the lot has the id of this row.
  units bigint not null check (units >= 0),
  expires_on date,
  -- Carried on to the next period.
  left_minor bigint not null,
  rest_minor bigint not null check (rest_minor >= 0),
  at timestamptz not null,
  constraint rewarded_once unique (period_id, origin_id),
  constraint spend_is_given_or_carried check (
    left_minor = 0 or left_minor = carried_minor + total_minor - before_minor),
  constraint given_in_units check ((given_minor > 0) = (units > 0))
);
create index period_reward_origin on reward.period_reward (origin_id, at);
create index period_reward_member on reward.period_reward (member_id, at);
create trigger append_only before update or delete on reward.period_reward
  for each statement execute function house.refuse_rewriting();

create function reward.audit_claims_laws() returns setof text language sql stable as $$
  values ('R10 points on the ledger'), ('R20 periods follow each other'), ('R21 vouchers on the ledger'),
         ('R21 rows follow each other')
$$;

create function reward.audit_claims() returns table (law text, subject text, detail text) language sql stable as $$
  select 'R10 points on the ledger', c.id::text, c.points || ' but the ledger says ' || coalesce(l.issued, 0)
    from reward.claim c
    left join (select t.cause_id, -sum(p.amount) as issued
                 from ledger.transaction t
                 join ledger.posting p on p.transaction_id = t.id and p.unit = 'points'
                 join ledger.account a on a.id = p.account_id and a.purpose = 'issued'
                where t.kind = 'claim' group by t.cause_id) l on l.cause_id = c.id
   where c.points <> coalesce(l.issued, 0)
  union all
  select 'R20 periods follow each other', p.id::text, p.from_on || ' after ' || p.before
    from (select id, run_from, from_on, lag(to_on) over (partition by run_from order by to_on) as before
            from reward.period where state <> 'dropped') p
   where p.before is not null and p.from_on <> p.before + 1
  union all
  select 'R21 vouchers on the ledger', r.id::text, r.units || ' but the ledger says ' || coalesce(l.issued, 0)
    from reward.period_reward r
    join reward.period d on d.id = r.period_id
    left join (select t.cause_id, p.unit, -sum(p.amount) as issued
                 from ledger.transaction t
                 join ledger.posting p on p.transaction_id = t.id
                 join ledger.account a on a.id = p.account_id and a.purpose = 'issued'
                where t.kind = 'period_reward' group by t.cause_id, p.unit) l
           on l.cause_id = r.id and l.unit = 'coupon:' || d.coupon_code
   where r.units <> coalesce(l.issued, 0) or r.given_minor <> r.units * d.coupon_minor
  union all
  select 'R21 rows follow each other', r.id::text, r.before_minor || ' but before it ' || r.total
    from (select r.id, r.before_minor, r.carried_minor, r.rest_before_minor,
                 lag(r.total_minor, 1, 0) over w as total, lag(r.left_minor, 1, 0) over w as "left",
                 lag(r.rest_minor, 1, 0) over w as rest
            from reward.period_reward r join reward.period d on d.id = r.period_id
          window w as (partition by d.run_from, r.origin_id order by d.to_on)) r
   where r.before_minor <> r.total or r.carried_minor <> r."left" or r.rest_before_minor <> r.rest
$$;
