-- One append-only double-entry ledger for all value. It knows no business word: units, accounts, transactions,
-- postings, lots.
create schema ledger;

create table ledger.account (
  id uuid primary key,
  unit text not null,
  purpose text not null,
  -- The member who holds it; null is the chain itself.
  holder_id uuid,
  -- L4: the lowest balance allowed; null means none (an account for shortfalls, or the chain's own side).
  floor bigint,
  -- A cache of the postings' sum that the audit recomputes; null on the chain's accounts, which would be one hot row.
  balance bigint,
  -- L9: the part of the balance that active holds reserve.
  held bigint not null default 0 check (held >= 0),
  opened_at timestamptz not null,
  unique nulls not distinct (unit, purpose, holder_id),
  constraint balance_above_floor check (floor is null or balance - held >= floor),
  constraint holders_have_balances check ((holder_id is null) = (balance is null))
-- Room in each page for the next balance beside this one.
) with (fillfactor = 80);
create index account_holder on ledger.account (holder_id);

create table ledger.transaction (
  id uuid primary key,
  kind text not null,
  -- What caused it: a sale, a top-up, an opening balance.
  cause_id uuid not null,
  happened_at timestamptz not null,
  recorded_at timestamptz not null,
  branch_id uuid,
  program_version integer,
  reason text,
  -- L6: a transaction is reversed at most once.
  reverses_id uuid references ledger.transaction (id),
  by_id uuid
);
create unique index transaction_reversed_once on ledger.transaction (reverses_id) where reverses_id is not null;
create index transaction_cause on ledger.transaction (cause_id);

create table ledger.lot (
  id uuid primary key,
  -- Lots, accounts and transactions are never deleted, and the postings' trigger proves these pairs for a whole
  -- statement at once, where a foreign key would look row by row.
  account_id uuid not null,
  origin_id uuid not null,
  amount bigint not null check (amount > 0),
  remaining bigint not null,
  expires_on date,
  opened_at timestamptz not null,
  -- Indexes ask this, not the amount: a burn that leaves something then touches no index (a HOT update).
  open boolean not null generated always as (remaining > 0) stored,
  constraint lot_within_its_amount check (remaining between 0 and amount)
) with (fillfactor = 85);
create index lot_open on ledger.lot (account_id) where open;
create index lot_origin on ledger.lot (origin_id);
create index lot_dying on ledger.lot (expires_on) where open and expires_on is not null;

-- L9: value reserved for somebody who will say later whether it is spent; it moves only when the hold settles.
create table ledger.hold (
  id uuid primary key,
  account_id uuid not null references ledger.account (id),
  amount bigint not null check (amount > 0),
  lot_id uuid references ledger.lot (id),
  placed_at timestamptz not null,
  -- The day whose living lots it may settle from, though they die before it settles.
  placed_on date not null,
  expires_at timestamptz not null,
  cause_id uuid,
  state text not null check (state in ('active', 'settled', 'released', 'expired')),
  settled_amount bigint check (settled_amount between 1 and amount),
  resolved_at timestamptz,
  constraint settled_by_an_amount check ((state = 'settled') = (settled_amount is not null))
);
create index hold_active on ledger.hold (account_id) where state = 'active';
create index hold_due on ledger.hold (expires_at) where state = 'active';

create function ledger.resolve_once() returns trigger language plpgsql as $$
begin
  if old.state <> 'active' or new.state = 'active' or (old.id, old.account_id, old.amount, old.lot_id, old.placed_at,
     old.placed_on, old.expires_at, old.cause_id) is distinct from (new.id, new.account_id, new.amount, new.lot_id,
     new.placed_at, new.placed_on, new.expires_at, new.cause_id) then
    raise exception 'L9: hold % is resolved once and never changed', old.id
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger resolved_once before update on ledger.hold for each row execute function ledger.resolve_once();
create trigger never_deleted before delete on ledger.hold
  for each statement execute function house.refuse_rewriting();

create table ledger.posting (
  transaction_id uuid not null,
  line smallint not null,
  account_id uuid not null,
  unit text not null,
  amount bigint not null check (amount <> 0),
  lot_id uuid,
  primary key (transaction_id, line)
);
create index posting_account on ledger.posting (account_id, transaction_id);
create index posting_lot on ledger.posting (lot_id) where lot_id is not null;

-- L1: all postings of a transaction come in one statement and sum to zero per unit (decision 0005).
create function ledger.prove_balanced() returns trigger language plpgsql as $$
declare
  crooked record;
begin
  select transaction_id, unit, sum(amount) as rest into crooked
    from added group by transaction_id, unit having sum(amount) <> 0 limit 1;
  if found then
    raise exception 'L1: transaction % does not balance in %: rest %', crooked.transaction_id, crooked.unit,
      crooked.rest
      using errcode = 'integrity_constraint_violation';
  end if;
  -- L7: what a posting names exists, and is of its unit and its account. L1: its transaction was begun in this very
  -- work, so nothing is ever added to a closed one.
  select p.transaction_id, t.id is not null and a.unit = p.unit
                           and (p.lot_id is null or l.account_id = p.account_id) as named into crooked
    from added p
    left join ledger.account a on a.id = p.account_id
    left join ledger.transaction t on t.id = p.transaction_id
    left join ledger.lot l on l.id = p.lot_id
   where a.unit is distinct from p.unit or t.id is null or t.xmin <> pg_current_xact_id()::xid
      or (p.lot_id is not null and l.account_id is distinct from p.account_id)
   limit 1;
  if found and crooked.named is true then
    raise exception 'L1: postings were added to the closed transaction %', crooked.transaction_id
      using errcode = 'integrity_constraint_violation';
  end if;
  if found then
    raise exception 'L7: a posting of % is not of its account''s unit, transaction or lot', crooked.transaction_id
      using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;

create trigger posting_balanced after insert on ledger.posting referencing new table as added
  for each statement execute function ledger.prove_balanced();

-- L2: nothing written is rewritten; a lot changes only what remains, an account only its cached balance.
create trigger append_only before update or delete on ledger.transaction
  for each statement execute function house.refuse_rewriting();
create trigger append_only before update or delete on ledger.posting
  for each statement execute function house.refuse_rewriting();
create trigger never_deleted before delete on ledger.lot
  for each statement execute function house.refuse_rewriting();
create trigger never_deleted before delete on ledger.account
  for each statement execute function house.refuse_rewriting();
create trigger only_remaining_changes
  before update of id, account_id, origin_id, amount, expires_on, opened_at on ledger.lot
  for each statement execute function house.refuse_rewriting();
create trigger only_balance_changes
  before update of id, unit, purpose, holder_id, floor, opened_at on ledger.account
  for each statement execute function house.refuse_rewriting();

create function ledger.audit_laws() returns setof text language sql stable as $$
  values ('L1 balanced'), ('L3 balance is postings'), ('L3 balance is lots'), ('L4 floor'), ('L5 lot is its postings'),
         ('L6 reversal mirrors'), ('L7 units never mix'), ('L1 has postings'), ('L5 lot has its origin'),
         ('L9 held is holds'), ('L9 hold in time'), ('L9 settled is posted')
$$;

create function ledger.audit() returns table (law text, subject text, detail text) language sql stable as $$
  select 'L1 balanced', transaction_id::text, unit || ' rest ' || sum(amount)
    from ledger.posting group by transaction_id, unit having sum(amount) <> 0
  union all
  select 'L1 has postings', t.id::text, t.kind
    from ledger.transaction t where not exists (select from ledger.posting p where p.transaction_id = t.id)
  union all
  select 'L3 balance is postings', a.id::text, a.balance || ' but postings say ' || coalesce(p.total, 0)
    from ledger.account a
    left join (select account_id, sum(amount) as total from ledger.posting group by account_id) p on p.account_id = a.id
   where a.balance is not null and a.balance <> coalesce(p.total, 0)
  union all
  select 'L3 balance is lots', a.id::text, a.balance || ' but lots say ' || coalesce(l.total, 0)
    from ledger.account a
    left join (select account_id, sum(remaining) as total from ledger.lot group by account_id) l on l.account_id = a.id
   where a.purpose = 'member' and a.balance <> coalesce(l.total, 0)
  union all
  select 'L4 floor', a.id::text, a.balance || ' below ' || a.floor
    from ledger.account a where a.floor is not null and a.balance < a.floor
  union all
  select 'L5 lot is its postings', l.id::text, l.remaining || ' but postings say ' || coalesce(p.total, 0)
    from ledger.lot l
    left join (select lot_id, sum(amount) as total from ledger.posting where lot_id is not null group by lot_id) p
      on p.lot_id = l.id
   where l.remaining <> coalesce(p.total, 0)
  union all
  select 'L6 reversal mirrors', t.id::text, u.unit
    from ledger.transaction t
    join lateral (
      select unit, purpose_total from (
        select p.unit, a.holder_id, sum(p.amount) as purpose_total
          from ledger.posting p join ledger.account a on a.id = p.account_id
         where p.transaction_id in (t.id, t.reverses_id)
         group by p.unit, a.holder_id) both_ways
       where purpose_total <> 0) u on true
   where t.reverses_id is not null
  union all
  select 'L7 units never mix', p.transaction_id::text, p.unit || ' on an account of ' || coalesce(a.unit, 'nothing')
    from ledger.posting p left join ledger.account a on a.id = p.account_id where a.unit is distinct from p.unit
  union all
  select 'L5 lot has its origin', l.id::text, 'no such transaction: ' || l.origin_id
    from ledger.lot l where not exists (select from ledger.transaction t where t.id = l.origin_id)
  union all
  select 'L9 held is holds', a.id::text, a.held || ' but holds say ' || coalesce(h.total, 0)
    from ledger.account a
    left join (select account_id, sum(amount) as total from ledger.hold where state = 'active' group by account_id) h
      on h.account_id = a.id
   where a.held <> coalesce(h.total, 0)
  union all
  select 'L9 hold in time', h.id::text, 'should have ended at ' || h.expires_at
    from ledger.hold h
   where h.state = 'active'
     and h.expires_at + interval '60 seconds' < (select e.recorded_at from house.event e order by e.seq desc limit 1)
  union all
  select 'L9 settled is posted', h.id::text, h.settled_amount || ' settled, never posted'
    from ledger.hold h
   where h.state = 'settled'
     and not exists (select from ledger.transaction t join ledger.posting p on p.transaction_id = t.id
                      where t.recorded_at = h.resolved_at and p.account_id = h.account_id and p.amount < 0)
$$;
