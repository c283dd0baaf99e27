-- What a product costs, and how many of it are where.
alter table goods.product
  add column cost_minor bigint check (cost_minor >= 0),
  add column stocked boolean not null default false,
  add column version integer not null default 1;

-- One shelf per product and place; a branch of null is the head office. The row is what two takers queue at; what lies
-- on it is a cache of the movements (B5). Quantities are in thousandths, as on a receipt, so that weighed goods count.
create table goods.shelf (
  product_id uuid not null references goods.product (id),
  branch_id uuid,
  on_hand bigint not null default 0,
  -- Below the low limit and above the high one somebody is alerted; on them nobody is (C84).
  low bigint check (low >= 0),
  high bigint check (high >= 0),
  unique nulls not distinct (product_id, branch_id),
  constraint low_below_high check (low is null or high is null or low <= high)
);
create index shelf_branch on goods.shelf (branch_id);

-- A sheet that somebody filled in: goods in, goods out, a transfer, a stocktake.
create table goods.stock_entry (
  id uuid primary key,
  fingerprint text not null,
  kind text not null check (kind in ('in', 'out', 'transfer', 'stocktake')),
  branch_id uuid,
  to_branch_id uuid,
  note text not null,
  -- The blank cards that came along with a starter pack.
  card_batch_id uuid,
  at timestamptz not null,
  by_id uuid
);
create index stock_entry_order on goods.stock_entry (at desc, id desc);

-- B7: what was expected and what was counted; where they differ, a movement says so.
create table goods.stocktake_line (
  entry_id uuid not null references goods.stock_entry (id),
  product_id uuid not null references goods.product (id),
  expected bigint not null,
  counted bigint not null check (counted >= 0),
  primary key (entry_id, product_id)
);

create table goods.movement (
  id uuid primary key,
  product_id uuid not null references goods.product (id),
  branch_id uuid,
  kind text not null check (kind in ('in', 'out', 'transfer', 'stocktake')),
  quantity bigint not null check (quantity <> 0),
  -- What lay there afterwards.
  left_over bigint not null,
  cause_kind text not null,
  cause_id uuid not null,
  at timestamptz not null,
  by_id uuid,
  -- B6: one cause moves a product at a place once.
  constraint moved_once unique nulls not distinct (cause_id, cause_kind, product_id, branch_id)
);
create index movement_order on goods.movement (product_id, at desc, id desc);

create trigger append_only before update or delete on goods.movement
  for each statement execute function house.refuse_rewriting();
create trigger append_only before update or delete on goods.stock_entry
  for each statement execute function house.refuse_rewriting();
create trigger append_only before update or delete on goods.stocktake_line
  for each statement execute function house.refuse_rewriting();
create trigger never_deleted before delete on goods.shelf
  for each statement execute function house.refuse_rewriting();

create function goods.audit_stock_laws() returns setof text language sql stable as $$
  values ('B5 shelf equals movements'), ('B7 variance is moved'), ('B8 transfer conserves')
$$;

create function goods.audit_stock() returns table (law text, subject text, detail text) language sql stable as $$
  select 'B5 shelf equals movements', p.code, s.on_hand || ' but moved ' || coalesce(m.total, 0)
    from goods.shelf s
    join goods.product p on p.id = s.product_id
    left join (select product_id, branch_id, sum(quantity) as total from goods.movement group by 1, 2) m
           on m.product_id = s.product_id and m.branch_id is not distinct from s.branch_id
   where s.on_hand <> coalesce(m.total, 0)
  union all
  select 'B7 variance is moved', l.entry_id::text, l.counted - l.expected || ' but moved ' || coalesce(m.quantity, 0)
    from goods.stocktake_line l
    left join goods.movement m on m.cause_id = l.entry_id and m.cause_kind = 'stocktake' and m.product_id = l.product_id
   where l.counted - l.expected <> coalesce(m.quantity, 0)
  union all
  select 'B8 transfer conserves', m.cause_id::text, p.code || ' ' || sum(m.quantity)
    from goods.movement m join goods.product p on p.id = m.product_id
   where m.cause_kind = 'transfer' group by m.cause_id, p.code having sum(m.quantity) <> 0
$$;
