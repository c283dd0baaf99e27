create schema wallet;

-- What a member brought along when the chain moved in; posted to the ledger against the opening account.
create table wallet.opening (
  id uuid primary key,
  fingerprint text not null,
  member_id uuid not null,
  unit text not null check (unit in ('points', 'principal', 'bonus')),
  amount bigint not null check (amount > 0),
  opened_on date not null,
  expires_on date,
  recorded_at timestamptz not null
);
create index opening_member on wallet.opening (member_id);
create trigger append_only before update or delete on wallet.opening
  for each statement execute function house.refuse_rewriting();

create table wallet.opening_voiding (
  opening_id uuid primary key references wallet.opening (id),
  at timestamptz not null,
  reason text not null,
  by_id uuid
);

-- X3: a refusal is final for its id, whatever kind of wish it was.
create table wallet.refusal (
  id uuid primary key,
  kind text not null,
  fingerprint text not null,
  code text not null,
  details jsonb not null,
  recorded_at timestamptz not null,
  by_id uuid
);
create trigger append_only before update or delete on wallet.refusal
  for each statement execute function house.refuse_rewriting();

-- A coupon of the program given to one member. Its id is also the id of its lot in the ledger, which says whether it
-- is still there: one state for every channel (promises C4).
create table wallet.coupon (
  id uuid primary key,
  fingerprint text not null,
  code text not null,
  member_id uuid not null,
  cause_id uuid not null,
  -- C6: only the hash of the secret is kept.
  secret_sha256 text unique,
  expires_on date,
  issued_at timestamptz not null,
  by_id uuid
);
create index coupon_member on wallet.coupon (member_id, issued_at desc);
create trigger append_only before update or delete on wallet.coupon
  for each statement execute function house.refuse_rewriting();

create table wallet.coupon_voiding (
  coupon_id uuid primary key references wallet.coupon (id),
  at timestamptz not null,
  reason text not null,
  by_id uuid
);

create table wallet.coupon_use (
  id uuid primary key,
  code text not null,
  -- Null for a coupon open to all, or one of several alike.
  coupon_id uuid,
  member_id uuid,
  branch_id uuid not null,
  day date not null,
  cause_id uuid not null,
  on_return text not null,
  at timestamptz not null
);
create index coupon_use_cause on wallet.coupon_use (cause_id);
create index coupon_use_code on wallet.coupon_use (code, member_id);
create table wallet.coupon_return (
  use_id uuid primary key references wallet.coupon_use (id),
  cause_id uuid not null,
  at timestamptz not null
);
create trigger append_only before update or delete on wallet.coupon_use
  for each statement execute function house.refuse_rewriting();
create trigger append_only before update or delete on wallet.coupon_return
  for each statement execute function house.refuse_rewriting();

-- W51: how often a coupon has been used, per scope of a limit; the row is the lock two tills queue at.
create table wallet.coupon_count (
  code text not null,
  scope text not null,
  used bigint not null check (used >= 0),
  most bigint not null,
  primary key (code, scope),
  constraint used_within_limit check (used <= most)
);

create function wallet.audit_laws() returns setof text language sql stable as $$
  values ('W1 opening is posted'), ('W2 voided opening is reversed'), ('W50 coupon is a lot'), ('W51 count is uses'),
         ('W51 within the limit'), ('W52 used once')
$$;

create function wallet.audit() returns table (law text, subject text, detail text) language sql stable as $$
  select 'W1 opening is posted', o.id::text, o.unit
    from wallet.opening o where not exists (select from ledger.transaction t where t.cause_id = o.id and t.kind =
      'opening')
  union all
  select 'W2 voided opening is reversed', v.opening_id::text, v.reason
    from wallet.opening_voiding v
   where not exists (select from ledger.transaction t join ledger.transaction r on r.reverses_id = t.id
                      where t.cause_id = v.opening_id)
  union all
  select 'W50 coupon is a lot', c.id::text, c.code
    from wallet.coupon c
   where not exists (select from ledger.lot l join ledger.account a on a.id = l.account_id
                      where l.id = c.id and a.unit = 'coupon:' || c.code and l.amount = 1)
  union all
  select 'W51 count is uses', n.code || ' ' || n.scope, n.used || ' but uses say ' || u.used
    from wallet.coupon_count n
    join lateral (
      select count(*) as used
        from wallet.coupon_use u
       where u.code = n.code
         and n.scope in ('all', 'branch:' || u.branch_id, 'member:' || u.member_id,
                         'member:' || u.member_id || ':' || u.day, 'day:' || u.day)
         and not exists (select from wallet.coupon_return r where r.use_id = u.id)) u on true
   where n.scope <> 'issued' and n.used <> u.used
  union all
  select 'W51 within the limit', n.code || ' ' || n.scope, n.used || ' above ' || n.most
    from wallet.coupon_count n where n.used > n.most
  union all
  select 'W52 used once', u.coupon_id::text, count(*) || ' uses stand'
    from wallet.coupon_use u
   where u.coupon_id is not null and not exists (select from wallet.coupon_return r where r.use_id = u.id)
   group by u.coupon_id having count(*) > 1
$$;
