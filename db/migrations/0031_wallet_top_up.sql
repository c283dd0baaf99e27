-- Stored value bought, with what came along, and given back.

create table wallet.top_up (
  -- W5: the till's id, posted once for ever; the fingerprint tells a retry from another top-up.
  id uuid primary key,
  fingerprint text not null,
  member_id uuid not null,
  branch_id uuid not null,
  day date not null,
  -- The package or level of the program; null when nothing came along.
  package_code text,
  tender text not null check (tender in ('cash', 'card', 'wechat', 'alipay', 'other')),
  seller text,
  paid_minor bigint not null check (paid_minor > 0),
  bonus_minor bigint not null check (bonus_minor >= 0),
  bonus_expires_on date,
  points bigint not null check (points >= 0),
  points_expire_on date,
  -- Passes and coupons: [{"kind", "code", "count", "expiresOn"}].
  gifts jsonb not null,
  -- The law it was sold under, which also governs its refund, and the cap that held that day.
  pack text not null check (pack in ('none', 'cn')),
  cap_minor bigint,
  principal_after_minor bigint not null,
  bonus_after_minor bigint not null,
  points_after bigint not null,
  program_version integer not null,
  recorded_at timestamptz not null,
  by_id uuid,
  by_name text not null,
  -- W6: the cap holds after every top-up (promises M6).
  constraint within_the_cap check (cap_minor is null or principal_after_minor + bonus_after_minor <= cap_minor)
);
create index top_up_member on wallet.top_up (member_id, recorded_at desc);
create index top_up_day on wallet.top_up (day, branch_id);

create table wallet.top_up_refund (
  id uuid primary key,
  fingerprint text not null,
  -- W7: a top-up is given back at most once.
  top_up_id uuid not null unique references wallet.top_up (id),
  branch_id uuid not null,
  day date not null,
  cause text not null check (cause in ('trader', 'consumer', 'withdrawal_7_days')),
  rule text not null check (rule in ('withdrawal', 'gift_in_proportion', 'undiscounted', 'as_charged')),
  note text not null,
  used_minor bigint not null check (used_minor >= 0),
  listed_minor bigint not null check (listed_minor >= used_minor),
  counted_minor bigint not null check (counted_minor >= 0),
  refund_minor bigint not null check (refund_minor > 0),
  interest_bps integer not null check (interest_bps between 0 and 10000),
  interest_days integer not null check (interest_days >= 0),
  interest_minor bigint not null check (interest_minor >= 0),
  principal_refunded_minor bigint not null check (principal_refunded_minor >= 0),
  principal_kept_minor bigint not null check (principal_kept_minor >= 0),
  bonus_refunded_minor bigint not null check (bonus_refunded_minor >= 0),
  bonus_void_minor bigint not null check (bonus_void_minor >= 0),
  points_taken bigint not null check (points_taken >= 0),
  -- Passes and coupons taken back: [{"kind", "code", "count"}].
  gifts jsonb not null,
  principal_after_minor bigint not null,
  bonus_after_minor bigint not null,
  points_after bigint not null,
  points_debt_after bigint not null check (points_debt_after >= 0),
  recorded_at timestamptz not null,
  by_id uuid,
  by_name text not null,
  -- W8: principal and bonus on the refunded side are what was paid out; interest is beside it.
  constraint paid_out_of_lots check (refund_minor = principal_refunded_minor + bonus_refunded_minor),
  constraint no_interest_without_a_rate check (interest_minor = 0 or (interest_bps > 0 and interest_days > 0))
);
create index top_up_refund_day on wallet.top_up_refund (day, branch_id);

create trigger append_only before update or delete on wallet.top_up
  for each statement execute function house.refuse_rewriting();
create trigger append_only before update or delete on wallet.top_up_refund
  for each statement execute function house.refuse_rewriting();

-- W8: what comes back is what was paid less what is counted as consumed, so never more than was paid.
create function wallet.prove_refund() returns trigger language plpgsql as $$
declare
  paid bigint;
begin
  select paid_minor into paid from wallet.top_up where id = new.top_up_id;
  if new.refund_minor <> greatest(0, paid - new.counted_minor) then
    raise exception 'W8: top-up % of % less % is not %', new.top_up_id, paid, new.counted_minor, new.refund_minor
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger refund_adds_up before insert on wallet.top_up_refund
  for each row execute function wallet.prove_refund();

-- W9: named stored value never ends; under Chinese rules no principal of a top-up has a last day.
create function wallet.audit_top_up_laws() returns setof text language sql stable as $$
  values ('W5 top-up posted once'), ('W5 posting has its top-up'), ('W5 row is postings'), ('W5 event per top-up'),
         ('W6 card over its cap'), ('W7 refund posted once'), ('W7 event per refund'), ('W8 refund is postings'),
         ('W8 refund within what was paid'), ('W9 named card with an end')
$$;

create function wallet.audit_top_up() returns table (law text, subject text, detail text) language sql stable as $$
  with posted as (
    -- What a transaction credited to or took from members, debts included.
    select t.cause_id, t.kind, p.unit, sum(p.amount) as amount
      from ledger.transaction t
      join ledger.posting p on p.transaction_id = t.id
      join ledger.account a on a.id = p.account_id and a.holder_id is not null
     where t.kind in ('top_up', 'top_up_refund') group by t.cause_id, t.kind, p.unit),
  said as (
    select id, 'principal' as unit, paid_minor as amount from wallet.top_up
    union all select id, 'bonus', bonus_minor from wallet.top_up
    union all select id, 'points', points from wallet.top_up
    union all
    select u.id, g.kind || ':' || g.code, sum(g.count)
      from wallet.top_up u, jsonb_to_recordset(u.gifts) as g (kind text, code text, count bigint)
     group by u.id, g.kind, g.code),
  gone as (
    select id, 'principal' as unit, principal_refunded_minor + principal_kept_minor as amount from wallet.top_up_refund
    union all select id, 'points', points_taken from wallet.top_up_refund
    union all
    select r.id, g.kind || ':' || g.code, sum(g.count)
      from wallet.top_up_refund r, jsonb_to_recordset(r.gifts) as g (kind text, code text, count bigint)
     group by r.id, g.kind, g.code),
  refunded as (
    select t.cause_id, sum(p.amount) as amount
      from ledger.transaction t
      join ledger.posting p on p.transaction_id = t.id
      join ledger.account a on a.id = p.account_id and a.holder_id is null and a.purpose = 'refunded'
     where t.kind = 'top_up_refund' group by t.cause_id)
  select 'W5 top-up posted once' as law, u.id::text as subject, count(t.id) || ' transactions' as detail
    from wallet.top_up u left join ledger.transaction t on t.cause_id = u.id and t.kind = 'top_up'
   group by u.id having count(t.id) <> 1
  union all
  select 'W5 posting has its top-up', t.id::text, t.cause_id::text
    from ledger.transaction t
   where t.kind = 'top_up' and not exists (select from wallet.top_up u where u.id = t.cause_id)
  union all
  select 'W5 row is postings', coalesce(s.id, p.cause_id)::text,
         coalesce(s.unit, p.unit) || ' ' || coalesce(s.amount, 0) || ' but postings say ' || coalesce(p.amount, 0)
    from (select * from said where amount <> 0) s
    full join (select * from posted where kind = 'top_up') p on p.cause_id = s.id and p.unit = s.unit
   where coalesce(s.amount, 0) <> coalesce(p.amount, 0)
  union all
  select 'W5 event per top-up', u.id::text, u.day::text
    from wallet.top_up u
   where not exists (select from house.event e where e.subject_id = u.id and e.kind = 'wallet.topped_up')
  union all
  -- Only where nothing but top-ups ever came in: goods brought back go to the card, however much is on it by then.
  select 'W6 card over its cap', a.holder_id::text, sum(a.balance) || ' above ' || max(u.most)
    from (select member_id, max(cap_minor) as most from wallet.top_up group by member_id
          having count(cap_minor) = count(*)) u
    join ledger.account a on a.holder_id = u.member_id and a.purpose = 'member' and a.unit in ('principal', 'bonus')
   where not exists (
         select from ledger.account o
           join ledger.posting p on p.account_id = o.id and p.amount > 0
           join ledger.transaction t on t.id = p.transaction_id and t.kind <> 'top_up'
          where o.holder_id = u.member_id and o.purpose = 'member' and o.unit in ('principal', 'bonus'))
   group by a.holder_id having sum(a.balance) > max(u.most)
  union all
  select 'W7 refund posted once', r.id::text, count(t.id) || ' transactions'
    from wallet.top_up_refund r left join ledger.transaction t on t.cause_id = r.id and t.kind = 'top_up_refund'
   group by r.id having count(t.id) <> 1
  union all
  select 'W7 refund posted once', t.id::text, 'no refund ' || t.cause_id
    from ledger.transaction t
   where t.kind = 'top_up_refund' and not exists (select from wallet.top_up_refund r where r.id = t.cause_id)
  union all
  select 'W7 event per refund', r.id::text, r.day::text
    from wallet.top_up_refund r
   where not exists (select from house.event e where e.subject_id = r.id and e.kind = 'wallet.top_up_refunded')
  union all
  select 'W8 refund is postings', r.id::text, r.refund_minor || ' but postings say ' || coalesce(p.amount, 0)
    from wallet.top_up_refund r left join refunded p on p.cause_id = r.id
   where r.refund_minor <> coalesce(p.amount, 0)
  union all
  select 'W8 refund is postings', g.id::text,
         g.unit || ' ' || g.amount || ' but postings say ' || -coalesce(p.amount, 0)
    from gone g
    left join posted p on p.cause_id = g.id and p.kind = 'top_up_refund' and p.unit = g.unit
   where g.amount <> -coalesce(p.amount, 0)
  union all
  select 'W8 refund within what was paid', r.id::text, r.refund_minor || ' of ' || u.paid_minor
    from wallet.top_up_refund r join wallet.top_up u on u.id = r.top_up_id
   where r.refund_minor <> greatest(0, u.paid_minor - r.counted_minor) or r.refund_minor > u.paid_minor
  union all
  select 'W9 named card with an end', l.id::text, l.expires_on::text
    from wallet.top_up u
    join ledger.transaction t on t.cause_id = u.id and t.kind = 'top_up'
    join ledger.lot l on l.origin_id = t.id and l.expires_on is not null
    join ledger.account a on a.id = l.account_id and a.unit = 'principal'
   where u.pack = 'cn'
$$;
