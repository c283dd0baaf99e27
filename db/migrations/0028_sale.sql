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
  -- All charged, list price of it, what rounding the cash added, cash given back; of a return all are negative.
  total_minor bigint not null,
  listed_minor bigint not null,
  rounding_minor bigint not null,
  change_minor bigint not null check (change_minor >= 0),
  -- Earned, or taken back; and paid with, or given back.
  points bigint not null,
  points_burned bigint not null,
  reason text,
  -- As it was answered, so that a retry reads the very same.
  receipt jsonb not null,
  constraint sale_sign check (case kind when 'sale' then total_minor >= 0 and points_burned >= 0
                                        else total_minor <= 0 and points_burned <= 0 end)
);
create index sale_day on sale.sale (day, branch_id);
create index sale_time on sale.sale (happened_at desc, id desc);
create index sale_member on sale.sale (member_id, happened_at desc) where member_id is not null;
create index sale_receipt on sale.sale (receipt_no) where receipt_no is not null;
create index sale_returns on sale.sale (returns_id) where returns_id is not null;

create table sale.line (
  -- The trigger below proves for a whole statement that lines have their sale and sum to it.
  sale_id uuid not null,
  no integer not null,
  product_code text not null,
  product_id uuid,
  name text not null,
  quantity numeric(14, 3) not null check (quantity > 0),
  unit_price_minor bigint not null check (unit_price_minor >= 0),
  listed_minor bigint not null,
  -- C3: never below nothing, never above the list price.
  charged_minor bigint not null,
  -- Why it was charged less: [{kind, code, minor}]; null when it was not.
  deductions jsonb,
  seller text,
  pass_code text,
  pass_count integer not null default 0 check (pass_count >= 0),
  -- Of a return: the line of the returned sale that came back.
  returned_no integer,
  primary key (sale_id, no),
  constraint charged_within_list check (charged_minor between 0 and listed_minor)
);

create table sale.tender (
  sale_id uuid not null,
  no smallint not null,
  kind text not null,
  amount_minor bigint not null check (amount_minor >= 0),
  given_minor bigint check (given_minor >= amount_minor),
  -- A voucher's code and how many of it.
  code text,
  count integer not null default 0,
  -- What the amount was in points, or in principal and bonus.
  points bigint not null default 0 check (points >= 0),
  principal_minor bigint not null default 0 check (principal_minor >= 0),
  bonus_minor bigint not null default 0 check (bonus_minor >= 0),
  -- Of a return: the tender of the returned sale that it gives back.
  returned_no smallint,
  primary key (sale_id, no),
  constraint stored_value_in_parts check (kind <> 'stored_value' or principal_minor + bonus_minor = amount_minor)
);

-- S2: all lines of a sale come in one statement and sum to its total; so do its tenders, but for rounding.
create function sale.prove_lines() returns trigger language plpgsql as $$
declare
  crooked record;
begin
  select a.sale_id, a.total, s.total_minor into crooked
    from (select sale_id, sum(charged_minor) as total from added group by sale_id) a
    left join sale.sale s on s.id = a.sale_id
   where a.total is distinct from abs(s.total_minor) limit 1;
  if found then
    raise exception 'S2: the lines of % sum to %, not to %', crooked.sale_id, crooked.total, crooked.total_minor
      using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;
create trigger lines_sum_up after insert on sale.line referencing new table as added
  for each statement execute function sale.prove_lines();

create function sale.prove_tenders() returns trigger language plpgsql as $$
declare
  crooked record;
begin
  select a.sale_id, a.total, s.total_minor + s.rounding_minor as due into crooked
    from (select sale_id, sum(amount_minor) as total from added group by sale_id) a
    left join sale.sale s on s.id = a.sale_id
   where a.total is distinct from abs(s.total_minor + s.rounding_minor) limit 1;
  if found then
    raise exception 'S2: the tenders of % sum to %, not to %', crooked.sale_id, crooked.total, crooked.due
      using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;
create trigger tenders_sum_up after insert on sale.tender referencing new table as added
  for each statement execute function sale.prove_tenders();

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
         ('S5 returns within sale'), ('S5 returns within line'), ('S6 voided is reversed'), ('S7 an event per sale'),
         ('S8 value on the ledger'), ('S9 claw-back within earned'), ('S10 deductions explain the price')
$$;

create function sale.audit() returns table (law text, subject text, detail text) language sql stable as $$
  select 'S1 applied or refused', s.id::text, r.code from sale.sale s join sale.refusal r on r.id = s.id
  union all
  select 'S2 lines sum to total', s.id::text, s.total_minor || ' but lines say ' || coalesce(l.total, 0)
    from sale.sale s
    left join (select sale_id, sum(charged_minor) as total from sale.line group by sale_id) l on l.sale_id = s.id
   where abs(s.total_minor) <> coalesce(l.total, 0)
  union all
  select 'S2 tenders sum to total', s.id::text,
         s.total_minor + s.rounding_minor || ' but tenders say ' || coalesce(t.total, 0)
    from sale.sale s
    left join (select sale_id, sum(amount_minor) as total from sale.tender group by sale_id) t on t.sale_id = s.id
   where abs(s.total_minor + s.rounding_minor) <> coalesce(t.total, 0)
  union all
  select 'S4 points on the ledger', s.id::text,
         s.points || ' and ' || s.points_burned || ' burned, but the ledger says ' || coalesce(l.issued, 0) ||
           ' and ' || coalesce(l.redeemed, 0)
    from sale.sale s
    left join (select t.cause_id, -sum(p.amount) filter (where a.purpose = 'issued') as issued,
                      sum(p.amount) filter (where a.purpose = 'redeemed') as redeemed
                 from ledger.transaction t
                 join ledger.posting p on p.transaction_id = t.id and p.unit = 'points'
                 join ledger.account a on a.id = p.account_id and a.holder_id is null
                where t.kind in ('sale', 'return') group by t.cause_id) l on l.cause_id = s.id
   where s.points <> coalesce(l.issued, 0) or s.points_burned <> coalesce(l.redeemed, 0)
  union all
  select 'S8 value on the ledger', s.id::text, 'tenders say ' || t.total || ', the ledger says ' || coalesce(l.total, 0)
    from sale.sale s
    join (select sale_id, sum(amount_minor) as total from sale.tender where kind = 'stored_value' group by sale_id) t
      on t.sale_id = s.id
    left join (select t.cause_id, abs(sum(p.amount)) as total
                 from ledger.transaction t
                 join ledger.posting p on p.transaction_id = t.id and p.unit in ('principal', 'bonus')
                 join ledger.account a on a.id = p.account_id and a.purpose = 'redeemed'
                where t.kind in ('sale', 'return') group by t.cause_id) l on l.cause_id = s.id
   where t.total <> coalesce(l.total, 0)
  union all
  select 'S9 claw-back within earned', s.id::text, 'took back ' || r.total || ' of ' || s.points
    from sale.sale s
    join (select x.returns_id, -sum(x.points) as total from sale.sale x
           where not exists (select from sale.voiding v where v.sale_id = x.id) group by x.returns_id) r
      on r.returns_id = s.id
   where r.total > s.points
  union all
  select 'S10 deductions explain the price', l.sale_id::text, 'line ' || l.no
    from sale.line l
   where l.listed_minor - l.charged_minor
           <> coalesce((select sum((d ->> 'minor')::bigint) from jsonb_array_elements(l.deductions) d), 0)
     and l.returned_no is null
  union all
  select 'S5 returns within line', s.id::text, 'line ' || l.no || ' of ' || l.quantity || ', back ' || r.total
    from sale.line l
    join sale.sale s on s.id = l.sale_id
    join (select x.returns_id, y.returned_no, sum(y.quantity) as total
            from sale.sale x join sale.line y on y.sale_id = x.id
           where y.returned_no is not null and not exists (select from sale.voiding v where v.sale_id = x.id)
           group by x.returns_id, y.returned_no) r on r.returns_id = s.id and r.returned_no = l.no
   where r.total > l.quantity
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
