-- How somebody became a member, and what was handed over.
create schema joining;

create table joining.joining (
  id uuid primary key,
  fingerprint text not null,
  member_id uuid not null,
  way text not null,
  kind text not null check (kind in ('free', 'fee', 'purchase', 'top_up', 'proof')),
  branch_id uuid not null,
  program_version integer not null,
  -- J2: a receipt and a top-up make a member once.
  sale_id uuid unique,
  top_up_id uuid unique,
  proof_code text,
  proof_note text not null default '',
  -- J3: the version of the terms that was accepted; null where the program had none.
  terms_version text,
  renews boolean not null,
  from_on date not null,
  to_on date,
  tier text,
  -- J4: what was handed over: [{productCode, count, valueMinor}] from stock, points and coupons by the ledger.
  kit jsonb not null,
  points bigint not null check (points >= 0),
  points_expire_on date,
  coupons jsonb not null,
  at timestamptz not null,
  by_id uuid,
  by_name text not null,
  constraint its_own_ground check ((kind in ('fee', 'purchase')) = (sale_id is not null)
                               and (kind = 'top_up') = (top_up_id is not null)
                               and (kind = 'proof') = (proof_code is not null)),
  constraint a_day_at_least check (to_on is null or to_on >= from_on),
  constraint renewal_gives_nothing check (not renews or (points = 0 and kit = '[]' and coupons = '[]'))
);
create index joining_member on joining.joining (member_id, at);
create trigger append_only before update or delete on joining.joining
  for each statement execute function house.refuse_rewriting();

-- J6: a joining whose receipt came back, so far that it would not have made a member.
create table joining.undoing (
  joining_id uuid primary key references joining.joining (id),
  reason text not null check (reason in ('goods_came_back', 'sale_voided', 'top_up_refunded')),
  at timestamptz not null
);
create trigger append_only before update or delete on joining.undoing
  for each statement execute function house.refuse_rewriting();

-- X3: a refusal is final for its id.
create table joining.refusal (
  id uuid primary key,
  kind text not null,
  fingerprint text not null,
  code text not null,
  details jsonb not null,
  recorded_at timestamptz not null,
  by_id uuid
);
create trigger append_only before update or delete on joining.refusal
  for each statement execute function house.refuse_rewriting();

create function joining.audit_laws() returns setof text language sql stable as $$
  values ('J1 an event per joining'), ('J4 points on the ledger'), ('X3 applied or refused')
$$;

create function joining.audit() returns table (law text, subject text, detail text) language sql stable as $$
  select 'J1 an event per joining', j.id::text, j.way
    from joining.joining j
   where not exists (select from house.event e where e.kind = 'joining.joined' and e.subject_id = j.member_id
                                                 and e.body ->> 'id' = j.id::text)
  union all
  select 'J4 points on the ledger', j.id::text, j.points || ' but the ledger says ' || coalesce(l.issued, 0)
    from joining.joining j
    left join (select t.cause_id, -sum(p.amount) as issued
                 from ledger.transaction t
                 join ledger.posting p on p.transaction_id = t.id and p.unit = 'points'
                 join ledger.account a on a.id = p.account_id and a.purpose = 'issued'
                where t.kind = 'joining' group by t.cause_id) l on l.cause_id = j.id
   where j.points <> coalesce(l.issued, 0)
  union all
  select 'X3 applied or refused', r.id::text, r.code
    from joining.refusal r join joining.joining j on j.id = r.id
$$;
