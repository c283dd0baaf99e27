-- The limit on discounts by hand binds every sale, not those of tills alone: it is a rule of the sale.
alter table device.discount_rule set schema sale;

-- S15: a second person's word for one sale, named by the id that its maker gave it: up to this sum and this share.
create table sale.discount_allowance (
  seq bigint generated always as identity primary key,
  id uuid not null unique,
  fingerprint text not null,
  sale_id uuid not null,
  branch_id uuid not null,
  off_minor bigint not null check (off_minor > 0),
  share_bps integer not null check (share_bps between 1 and 10000),
  at timestamptz not null,
  by_id uuid not null,
  by_name text not null
);
create index discount_allowance_sale on sale.discount_allowance (sale_id);
create trigger append_only before update or delete on sale.discount_allowance
  for each statement execute function house.refuse_rewriting();
