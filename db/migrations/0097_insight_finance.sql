-- G30: what a household told of its money, version after version; a later one is written beside the earlier. Gone with
-- the member who leaves.
create table insight.finance_profile (
  id uuid primary key,
  fingerprint text not null,
  member_id uuid not null,
  version integer not null check (version > 0),
  -- The day of the figures.
  day date not null,
  -- Of a year, in minor units.
  income_minor bigint not null check (income_minor >= 0),
  expense_minor bigint not null check (expense_minor >= 0),
  -- Of a month.
  repayment_minor bigint not null check (repayment_minor >= 0),
  assets_minor bigint not null check (assets_minor >= 0),
  debts_minor bigint not null check (debts_minor >= 0),
  liquid_minor bigint not null,
  investments_minor bigint not null,
  note text not null,
  at timestamptz not null,
  by_id uuid,
  by_name text not null,
  unique (member_id, version),
  constraint parts_of_assets
    check (liquid_minor between 0 and assets_minor and investments_minor between 0 and assets_minor)
);
create trigger append_only before update on insight.finance_profile
  for each statement execute function house.refuse_rewriting();
