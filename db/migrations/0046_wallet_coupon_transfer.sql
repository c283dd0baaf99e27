-- W61: a coupon that a member passed on to another (转赠): it goes along under a lot of its own.
create table wallet.coupon_transfer (
  id uuid primary key,
  fingerprint text not null,
  coupon_id uuid not null,
  -- The coupon as the receiver holds it.
  to_coupon_id uuid not null unique references wallet.coupon (id),
  member_id uuid not null,
  to_member_id uuid not null,
  at timestamptz not null,
  by_id uuid,
  constraint coupon_to_another check (member_id <> to_member_id)
);
create trigger append_only before update or delete on wallet.coupon_transfer
  for each statement execute function house.refuse_rewriting();

create function wallet.audit_coupon_transfer_laws() returns setof text language sql stable as $$
  values ('W61 a coupon passed on is one')
$$;
create function wallet.audit_coupon_transfer() returns table (law text, subject text, detail text)
  language sql stable as $$
  select 'W61 a coupon passed on is one', r.id::text, r.coupon_id || ' to ' || r.to_coupon_id
    from wallet.coupon_transfer r
   where not exists (select from wallet.moved_lot m
                      where m.from_lot_id = r.coupon_id and m.to_lot_id = r.to_coupon_id and m.amount = 1)
      or not exists (select from wallet.coupon c where c.id = r.to_coupon_id and c.member_id = r.to_member_id)
$$;
