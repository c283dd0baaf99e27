-- Discounts by hand: what a store's cashiers may give alone, and which were given, by whom, allowed by whom.

-- The latest row of a branch holds; null is no limit. Who set it stays known (A2).
create table device.discount_rule (
  seq bigint generated always as identity primary key,
  id uuid not null unique,
  fingerprint text not null,
  branch_id uuid not null,
  most_bps integer check (most_bps between 0 and 10000),
  at timestamptz not null,
  by_id uuid,
  by_name text not null
);
create index discount_rule_branch on device.discount_rule (branch_id, seq desc);
create trigger append_only before update or delete on device.discount_rule
  for each statement execute function house.refuse_rewriting();

-- A row for each sale of a till that a hand took something off.
create table device.hand_discount (
  event_hash text primary key references device.event (hash),
  sale_id uuid not null,
  device_id uuid not null references device.device (id),
  store_id uuid not null,
  happened_at timestamptz not null,
  cashier_id uuid not null,
  cashier_name text not null,
  listed_minor bigint not null check (listed_minor >= 0),
  off_minor bigint not null check (off_minor > 0 and off_minor <= listed_minor),
  share_bps integer not null check (share_bps between 0 and 10000),
  -- What the cashier might give alone by the policy the till went by; null was no limit.
  most_bps integer,
  allowed_id uuid,
  allowed_name text,
  -- Whether the policy the till went by lets the cashier give it, or lets whoever allowed it.
  within boolean not null,
  constraint whoever_allows_has_a_name check ((allowed_id is null) = (allowed_name is null))
);
create index hand_discount_store on device.hand_discount (store_id, happened_at desc);
create index hand_discount_device on device.hand_discount (device_id, happened_at desc);
create trigger append_only before update or delete on device.hand_discount
  for each statement execute function house.refuse_rewriting();

-- D14: whatever nobody might give is an exception, too.
create function device.audit_hand_discounts() returns table (law text, subject text, detail text)
language sql stable as $$
  select 'D14 a discount nobody might give is told', h.sale_id::text, h.share_bps || ' of ' || h.most_bps
    from device.hand_discount h
   where not h.within and not exists (
     select from device.exception x where x.event_hash = h.event_hash and x.kind = 'discount_not_allowed')
$$;

create function device.audit_hand_discounts_laws() returns setof text language sql stable as $$
  values ('D14 a discount nobody might give is told')
$$;
