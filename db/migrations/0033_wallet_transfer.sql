-- What members pass on to each other, where lots went, and holds asked for by name.

create table wallet.transfer (
  id uuid primary key,
  fingerprint text not null,
  member_id uuid not null,
  to_member_id uuid not null,
  unit text not null check (unit in ('points', 'stored_value')),
  amount bigint not null check (amount > 0),
  -- W13: what of it was bonus; the rest was principal, or points.
  bonus bigint not null check (bonus between 0 and amount),
  note text not null,
  program_version integer not null,
  at timestamptz not null,
  by_id uuid,
  constraint to_another check (member_id <> to_member_id),
  constraint points_have_no_bonus check (unit = 'stored_value' or bonus = 0)
);
create index transfer_from on wallet.transfer (member_id, at desc);
create index transfer_to on wallet.transfer (to_member_id, at desc);

-- W12: which lot of the receiver holds what left which lot of the giver; what repaid a debt arrived in none.
create table wallet.moved_lot (
  transaction_id uuid not null,
  from_lot_id uuid not null,
  to_lot_id uuid unique,
  unit text not null,
  amount bigint not null check (amount > 0),
  arrived bigint not null check (arrived between 0 and amount),
  primary key (transaction_id, from_lot_id),
  constraint arrived_in_a_lot check ((arrived = 0) = (to_lot_id is null))
);
create index moved_lot_from on wallet.moved_lot (from_lot_id);

-- W14: who asked for a hold; what it reserves and what became of it is the ledger's.
create table wallet.hold_wish (
  id uuid primary key,
  fingerprint text not null,
  member_id uuid not null,
  unit text not null,
  at timestamptz not null,
  by_id uuid
);
create table wallet.hold_release (
  id uuid primary key,
  fingerprint text not null,
  hold_id uuid not null unique references wallet.hold_wish (id),
  at timestamptz not null,
  by_id uuid
);

create trigger append_only before update or delete on wallet.transfer
  for each statement execute function house.refuse_rewriting();
create trigger append_only before update or delete on wallet.moved_lot
  for each statement execute function house.refuse_rewriting();
create trigger append_only before update or delete on wallet.hold_wish
  for each statement execute function house.refuse_rewriting();
create trigger append_only before update or delete on wallet.hold_release
  for each statement execute function house.refuse_rewriting();

create function wallet.audit_transfer_laws() returns setof text language sql stable as $$
  values ('W12 transfer moves what it says'), ('W12 moved lot keeps its last day'), ('W12 moved lot is its posting'),
         ('W13 bonus goes with principal'), ('W14 hold is in the ledger'), ('W14 released once')
$$;

create function wallet.audit_transfer() returns table (law text, subject text, detail text) language sql stable as $$
  with moved as (
    select r.id, h.holder_id, sum(p.amount) as total,
           coalesce(sum(p.amount) filter (where p.unit = 'bonus'), 0) as bonus
      from wallet.transfer r
      join ledger.transaction t on t.cause_id = r.id and t.kind = 'transfer'
      join ledger.posting p on p.transaction_id = t.id
      join ledger.account h on h.id = p.account_id
     group by r.id, h.holder_id)
  select 'W12 transfer moves what it says', r.id::text, coalesce(f.total, 0) || ' and ' || coalesce(t.total, 0)
    from wallet.transfer r
    left join moved f on f.id = r.id and f.holder_id = r.member_id
    left join moved t on t.id = r.id and t.holder_id = r.to_member_id
   where f.total is distinct from -r.amount or t.total is distinct from r.amount
      or exists (select from moved o where o.id = r.id and o.holder_id is distinct from r.member_id
                                       and o.holder_id is distinct from r.to_member_id)
  union all
  select 'W13 bonus goes with principal', r.id::text, r.bonus || ' but posted ' || coalesce(t.bonus, 0)
    from wallet.transfer r left join moved t on t.id = r.id and t.holder_id = r.to_member_id
   where t.bonus is distinct from r.bonus
  union all
  select 'W12 moved lot keeps its last day', m.to_lot_id::text, n.expires_on || ' but came from ' || o.expires_on
    from wallet.moved_lot m join ledger.lot o on o.id = m.from_lot_id join ledger.lot n on n.id = m.to_lot_id
   where o.expires_on is distinct from n.expires_on
  union all
  select 'W12 moved lot is its posting', m.from_lot_id::text, m.amount || ' and ' || m.arrived
    from wallet.moved_lot m
   where not exists (select from ledger.posting p where p.transaction_id = m.transaction_id
                        and p.lot_id = m.from_lot_id and p.amount = -m.amount and p.unit = m.unit)
      or (m.to_lot_id is not null and not exists (
            select from ledger.posting p where p.transaction_id = m.transaction_id and p.lot_id = m.to_lot_id
               and p.amount = m.arrived and p.unit = m.unit))
  union all
  select 'W14 hold is in the ledger', w.id::text, w.unit
    from wallet.hold_wish w
   where not exists (select from ledger.hold h join ledger.account a on a.id = h.account_id
                      where h.id = w.id and a.holder_id = w.member_id and a.unit = w.unit)
  union all
  select 'W14 released once', r.hold_id::text, h.state
    from wallet.hold_release r join ledger.hold h on h.id = r.hold_id where h.state <> 'released'
$$;
