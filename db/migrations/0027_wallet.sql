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

create function wallet.audit_laws() returns setof text language sql stable as $$
  values ('W1 opening is posted'), ('W2 voided opening is reversed')
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
$$;
