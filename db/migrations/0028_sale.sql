create schema sale;

create table sale.sale (
  -- S1: the till's id, applied once for ever; the fingerprint tells a retry from a different sale.
  id uuid primary key,
  fingerprint text not null,
  kind text not null check (kind in ('sale', 'return')),
  source text not null,
  branch_id uuid not null,
  till text,
  receipt_no text,
  member_id uuid,
  returns_id uuid references sale.sale (id),
  day date not null,
  happened_at timestamptz not null,
  recorded_at timestamptz not null,
  by_id uuid,
  by_name text not null,
  program_version integer not null,
  total_minor bigint not null,
  points bigint not null,
  -- After this sale, so that a retry reads the very same receipt.
  points_balance bigint,
  constraint sale_sign check (case kind when 'sale' then total_minor >= 0 else total_minor <= 0 end)
);
create index sale_day on sale.sale (day, branch_id);
create index sale_time on sale.sale (happened_at desc, id desc);
create index sale_member on sale.sale (member_id, happened_at desc) where member_id is not null;
create index sale_receipt on sale.sale (receipt_no) where receipt_no is not null;
create index sale_returns on sale.sale (returns_id) where returns_id is not null;

create table sale.line (
  sale_id uuid not null references sale.sale (id),
  no integer not null,
  product_code text not null,
  product_id uuid,
  name text not null,
  quantity numeric(14, 3) not null check (quantity > 0),
  unit_price_minor bigint not null check (unit_price_minor >= 0),
  charged_minor bigint not null check (charged_minor >= 0),
  primary key (sale_id, no)
);

create table sale.tender (
  sale_id uuid not null references sale.sale (id),
  no smallint not null,
  kind text not null,
  amount_minor bigint not null check (amount_minor >= 0),
  primary key (sale_id, no)
);

-- S3: a refusal is final for its id.
create table sale.refusal (
  id uuid primary key,
  fingerprint text not null,
  code text not null,
  details jsonb not null,
  recorded_at timestamptz not null,
  by_id uuid
);

-- A sale taken back as a whole by the house (an import undone): a new row, never an edit.
create table sale.voiding (
  sale_id uuid primary key references sale.sale (id),
  at timestamptz not null,
  reason text not null,
  by_id uuid
);

create trigger append_only before update or delete on sale.sale for each statement execute function
  house.refuse_rewriting();
create trigger append_only before update or delete on sale.line for each statement execute function
  house.refuse_rewriting();
create trigger append_only before update or delete on sale.tender for each statement execute function
  house.refuse_rewriting();
create trigger append_only before update or delete on sale.refusal for each statement execute function
  house.refuse_rewriting();
create trigger append_only before update or delete on sale.voiding for each statement execute function
  house.refuse_rewriting();

create function sale.audit_laws() returns setof text language sql stable as $$
  values ('S1 applied or refused'), ('S2 lines sum to total'), ('S2 tenders sum to total'), ('S4 points on the ledger'),
         ('S5 returns within sale'), ('S6 voided is reversed'), ('S7 an event per sale')
$$;

create function sale.audit() returns table (law text, subject text, detail text) language sql stable as $$
  select 'S1 applied or refused', s.id::text, r.code from sale.sale s join sale.refusal r on r.id = s.id
  union all
  select 'S2 lines sum to total', s.id::text, s.total_minor || ' but lines say ' || coalesce(l.total, 0)
    from sale.sale s
    left join (select sale_id, sum(charged_minor) as total from sale.line group by sale_id) l on l.sale_id = s.id
   where abs(s.total_minor) <> coalesce(l.total, 0)
  union all
  select 'S2 tenders sum to total', s.id::text, s.total_minor || ' but tenders say ' || coalesce(t.total, 0)
    from sale.sale s
    left join (select sale_id, sum(amount_minor) as total from sale.tender group by sale_id) t on t.sale_id = s.id
   where abs(s.total_minor) <> coalesce(t.total, 0)
  union all
  select 'S4 points on the ledger', s.id::text, s.points || ' but the ledger says ' || coalesce(l.total, 0)
    from sale.sale s
    left join (select t.cause_id, sum(p.amount) as total
                 from ledger.transaction t
                 join ledger.posting p on p.transaction_id = t.id and p.unit = 'points'
                 join ledger.account a on a.id = p.account_id and a.holder_id is not null
                where t.kind in ('earn', 'claw_back') group by t.cause_id) l on l.cause_id = s.id
   where s.points <> coalesce(l.total, 0)
  union all
  select 'S5 returns within sale', s.id::text, 'returned ' || r.total || ' of ' || s.total_minor
    from sale.sale s
    join (select x.returns_id, -sum(x.total_minor) as total from sale.sale x
           where not exists (select from sale.voiding v where v.sale_id = x.id) group by x.returns_id) r on
             r.returns_id = s.id
   where r.total > s.total_minor
  union all
  select 'S6 voided is reversed', v.sale_id::text, v.reason
    from sale.voiding v
    join ledger.transaction t on t.cause_id = v.sale_id and t.reverses_id is null
   where not exists (select from ledger.transaction r where r.reverses_id = t.id)
  union all
  select 'S7 an event per sale', s.id::text, s.kind
    from sale.sale s where not exists (select from house.event e where e.subject_id = s.id and e.kind = 'sale.recorded')
$$;
