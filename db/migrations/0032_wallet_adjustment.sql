-- Corrections by hand with a second person, and member credit: goods on account up to a line.

create table wallet.adjustment (
  id uuid primary key,
  fingerprint text not null,
  member_id uuid not null,
  unit text not null,
  amount bigint not null check (amount <> 0),
  -- The last day of what is credited; null never ends.
  expires_on date check (expires_on is null or (amount > 0 and unit <> 'principal')),
  reason text not null check (reason <> ''),
  -- W11: within one's own limit, by the only person there is, or for a second person to decide.
  way text not null check (way in ('own_limit', 'alone', 'second_person')),
  program_version integer not null,
  at timestamptz not null,
  by_kind text not null check (by_kind in ('staff', 'key', 'house')),
  by_id uuid,
  by_name text not null,
  by_roles text[] not null,
  -- W11: only people have limits; what a key or the house asks waits for a person.
  constraint people_have_limits check (by_kind = 'staff' or way = 'second_person'),
  constraint people_are_known check (by_kind = 'house' or by_id is not null),
  unique (id, way)
);
create index adjustment_order on wallet.adjustment (at desc, id desc);
create index adjustment_member on wallet.adjustment (member_id, at desc);

create table wallet.adjustment_decision (
  id uuid primary key,
  fingerprint text not null,
  -- W11: decided once, and only what waited.
  adjustment_id uuid not null unique,
  way text not null default 'second_person' check (way = 'second_person'),
  approves boolean not null,
  note text not null,
  at timestamptz not null,
  -- W11: never whoever asked.
  by_id uuid not null,
  asked_by_id uuid,
  by_name text not null,
  constraint another_person check (by_id is distinct from asked_by_id),
  foreign key (adjustment_id, way) references wallet.adjustment (id, way)
);
create trigger append_only before update or delete on wallet.adjustment
  for each statement execute function house.refuse_rewriting();
create trigger append_only before update or delete on wallet.adjustment_decision
  for each statement execute function house.refuse_rewriting();

create function wallet.audit_adjustment_laws() returns setof text language sql stable as $$
  values ('W10 applied adjustment is posted'), ('W10 waiting adjustment is not posted'), ('W11 second person')
$$;

create function wallet.audit_adjustment() returns table (law text, subject text, detail text) language sql stable as $$
  with judged as (
    select a.*, a.way <> 'second_person' or coalesce(d.approves, false) as applied, p.times, p.total
      from wallet.adjustment a
      left join wallet.adjustment_decision d on d.adjustment_id = a.id
     cross join lateral (
       select count(distinct t.id) as times, coalesce(sum(p.amount), 0) as total
         from ledger.transaction t
         join ledger.posting p on p.transaction_id = t.id and p.unit = a.unit
         join ledger.account h on h.id = p.account_id and h.holder_id = a.member_id
        where t.cause_id = a.id and t.kind = 'adjust') p)
  select 'W10 applied adjustment is posted', id::text, amount || ' but posted ' || total || ' in ' || times
    from judged where applied and (times <> 1 or total <> amount)
  union all
  select 'W10 waiting adjustment is not posted', id::text, total || ' in ' || times
    from judged where not applied and times <> 0
  union all
  select 'W11 second person', d.adjustment_id::text, 'decided by ' || d.by_id || ', asked by ' || a.by_id
    from wallet.adjustment_decision d join wallet.adjustment a on a.id = d.adjustment_id
   where d.by_id = a.by_id or d.asked_by_id is distinct from a.by_id
$$;

-- W16: how much a member may owe; each change is a row, the latest counts.
create table wallet.credit_line (
  id uuid primary key,
  fingerprint text not null,
  member_id uuid not null,
  -- Counts the lines of a member from 1: the latest is the one in force.
  nth integer not null check (nth > 0),
  most_minor bigint not null check (most_minor >= 0),
  reason text not null check (reason <> ''),
  at timestamptz not null,
  by_id uuid,
  unique (member_id, nth)
);

create table wallet.account_payment (
  id uuid primary key,
  fingerprint text not null,
  member_id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  tender text not null check (tender in ('cash', 'card', 'wechat', 'alipay', 'other')),
  branch_id uuid,
  at timestamptz not null,
  by_id uuid
);
create index account_payment_member on wallet.account_payment (member_id, at desc);
create trigger append_only before update or delete on wallet.credit_line
  for each statement execute function house.refuse_rewriting();
create trigger append_only before update or delete on wallet.account_payment
  for each statement execute function house.refuse_rewriting();

-- L2: an account's floor may change, but only by a statement that changes nothing else of it.
drop trigger only_balance_changes on ledger.account;
create trigger only_balance_changes
  before update of id, unit, purpose, holder_id, opened_at on ledger.account
  for each statement execute function house.refuse_rewriting();
create function ledger.change_floor_alone() returns trigger language plpgsql as $$
begin
  if (old.balance, old.held) is distinct from (new.balance, new.held) or old.floor is null or new.floor is null then
    raise exception 'L2: the floor of account % changes alone, and is never lifted', old.id
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger floor_changes_alone before update of floor on ledger.account
  for each row when (old.floor is distinct from new.floor) execute function ledger.change_floor_alone();

create function wallet.audit_credit_laws() returns setof text language sql stable as $$
  values ('W16 floor is the line'), ('W17 payment is posted')
$$;

create function wallet.audit_credit() returns table (law text, subject text, detail text) language sql stable as $$
  select 'W16 floor is the line', a.holder_id::text, a.floor || ' but the line is ' || coalesce(l.most_minor, 0)
    from ledger.account a
    left join (select distinct on (member_id) member_id, most_minor from wallet.credit_line
                order by member_id, nth desc) l on l.member_id = a.holder_id
   where a.unit = 'on_account' and a.purpose = 'credit' and a.floor is distinct from -coalesce(l.most_minor, 0)
  union all
  select 'W17 payment is posted', y.id::text, y.amount_minor || ' but posted ' || p.total
    from wallet.account_payment y
   cross join lateral (
     select coalesce(sum(p.amount), 0) as total
       from ledger.transaction t
       join ledger.posting p on p.transaction_id = t.id
       join ledger.account h on h.id = p.account_id and h.holder_id = y.member_id and h.unit = 'on_account'
      where t.cause_id = y.id and t.kind = 'account_payment') p
   where p.total <> y.amount_minor
$$;
