-- G7: what was sold, as told by the event log and kept by the same reading as the member days: by product, hour, size
-- of the bill and month of each branch, and by member and branch. Money and units are net of what came back; `bills`
-- are sales, a return is none. The member columns are the part of whoever showed a card; the rest are strangers.
create table insight.product_day (
  day date not null,
  branch_id uuid not null,
  product_code text not null,
  bills integer not null,
  thousandths bigint not null,
  amount_minor bigint not null,
  member_bills integer not null,
  member_thousandths bigint not null,
  member_amount_minor bigint not null,
  primary key (day, branch_id, product_code)
);
create index product_day_of_product on insight.product_day (product_code, day);

create table insight.branch_hour (
  day date not null,
  branch_id uuid not null,
  -- Of the clock on the branch's wall when it was told.
  hour smallint not null check (hour between 0 and 23),
  bills integer not null,
  thousandths bigint not null,
  amount_minor bigint not null,
  member_bills integer not null,
  member_thousandths bigint not null,
  member_amount_minor bigint not null,
  primary key (day, branch_id, hour)
);

create table insight.branch_band (
  day date not null,
  branch_id uuid not null,
  -- See insight.bill_band.
  band smallint not null check (band >= 0),
  bills integer not null,
  thousandths bigint not null,
  amount_minor bigint not null,
  member_bills integer not null,
  member_thousandths bigint not null,
  member_amount_minor bigint not null,
  primary key (day, branch_id, band)
);

create table insight.branch_month (
  -- Its first day.
  month date not null check (extract(day from month) = 1),
  branch_id uuid not null,
  bills integer not null,
  thousandths bigint not null,
  amount_minor bigint not null,
  member_bills integer not null,
  member_thousandths bigint not null,
  member_amount_minor bigint not null,
  primary key (month, branch_id)
);

-- Where a member buys; the member is the one told, whoever it has gone into since (G6).
create table insight.member_branch (
  member_id uuid not null,
  branch_id uuid not null,
  purchases integer not null,
  spend_minor bigint not null,
  primary key (member_id, branch_id)
);

-- The name that a product had when it was last told of: its line keeps it, the catalogue may have forgotten it.
create table insight.product_name (
  product_code text primary key,
  name text not null
);

-- Which products the chain watches (C72): every mark and its taking away is a row, the last of a code counts.
create table insight.key_product (
  id uuid primary key,
  fingerprint text not null,
  product_code text not null,
  marked boolean not null,
  at timestamptz not null,
  by_id uuid,
  by_name text not null
);
create index key_product_latest on insight.key_product (product_code, at desc, id desc);
create trigger append_only before update or delete on insight.key_product for each statement execute function
  house.refuse_rewriting();

-- In steps of 1, 2 and 5 of any power of ten in minor units, so that it fits every currency: 0 is what came back, 1 a
-- bill of nothing, 2 a bill of 1, 3 of 2 to 4, 4 of 5 to 9, 5 of 10 to 19 and so on. A bill keeps its band whatever
-- comes back of it.
create function insight.bill_band(kind text, total_minor bigint) returns smallint language sql immutable as $$
  select (case when kind = 'return' then 0 when total_minor <= 0 then 1
               else 2 + 3 * (length(total_minor::text) - 1)
                      + case when left(total_minor::text, 1) >= '5' then 2
                             when left(total_minor::text, 1) >= '2' then 1 else 0 end end)::smallint
$$;

-- The sales read so far, as the event log told them; a voided one comes twice, the second time taken off.
create view insight.told_sale as
  select e.seq, e.kind as event, s.id, s.kind, s.branch_id, s.member_id, s.day, s.happened_at, s.total_minor,
         case e.kind when 'sale.recorded' then 1 else -1 end as sign,
         case s.kind when 'sale' then 1 else 0 end * case e.kind when 'sale.recorded' then 1 else -1 end as bill
    from house.event e
    join house.reader p on p.name = 'insight.member_day' and (e.horizon, e.seq) <= (p.horizon, p.seq)
    join sale.sale s on s.id = e.subject_id
   where e.kind in ('sale.recorded', 'sale.voided');

create view insight.told_product as
  select t.day, t.branch_id, l.product_code, t.id, t.bill, t.member_id is not null as known,
         sum((l.quantity * 1000)::bigint * case t.kind when 'sale' then t.sign else -t.sign end)::bigint as thousandths,
         sum(l.charged_minor * case t.kind when 'sale' then t.sign else -t.sign end)::bigint as amount_minor
    from insight.told_sale t join sale.line l on l.sale_id = t.id
   group by t.seq, t.day, t.branch_id, l.product_code, t.id, t.bill, t.member_id is not null;

create view insight.told_bill as
  select t.day, t.branch_id, t.member_id, t.bill, t.kind, t.happened_at,
         t.total_minor as rung_minor, t.total_minor * t.sign as amount_minor,
         (l.thousandths * case t.kind when 'sale' then t.sign else -t.sign end)::bigint as thousandths
    from insight.told_sale t
    left join lateral (select coalesce(sum((quantity * 1000)::bigint), 0) as thousandths
                         from sale.line where sale_id = t.id) l on true;

-- A house that has been reading its log for a while begins with what it has read.
insert into insight.product_day
select day, branch_id, product_code, sum(bill), sum(thousandths), sum(amount_minor),
       coalesce(sum(bill) filter (where known), 0), coalesce(sum(thousandths) filter (where known), 0),
       coalesce(sum(amount_minor) filter (where known), 0)
  from insight.told_product group by 1, 2, 3;
insert into insight.branch_hour
select t.day, t.branch_id, extract(hour from t.happened_at at time zone b.zone), sum(bill), sum(thousandths),
       sum(amount_minor), coalesce(sum(bill) filter (where member_id is not null), 0),
       coalesce(sum(thousandths) filter (where member_id is not null), 0),
       coalesce(sum(amount_minor) filter (where member_id is not null), 0)
  from insight.told_bill t join org.branch b on b.id = t.branch_id group by 1, 2, 3;
insert into insight.branch_band
select day, branch_id, insight.bill_band(kind, rung_minor), sum(bill), sum(thousandths), sum(amount_minor),
       coalesce(sum(bill) filter (where member_id is not null), 0),
       coalesce(sum(thousandths) filter (where member_id is not null), 0),
       coalesce(sum(amount_minor) filter (where member_id is not null), 0)
  from insight.told_bill group by 1, 2, 3;
insert into insight.branch_month
select date_trunc('month', day)::date, branch_id, sum(bills), sum(thousandths), sum(amount_minor), sum(member_bills),
       sum(member_thousandths), sum(member_amount_minor)
  from insight.branch_band group by 1, 2;
insert into insight.member_branch
select member_id, branch_id, sum(bill), sum(amount_minor)
  from insight.told_bill where member_id is not null group by 1, 2;
insert into insight.product_name
select distinct on (l.product_code) l.product_code, l.name
  from insight.told_sale t join sale.line l on l.sale_id = t.id order by l.product_code, t.seq desc, l.no desc;

create function insight.audit_sold_laws() returns setof text language sql stable as $$
  values ('G7 products sold are those told'), ('G7 bills are those told'), ('G7 months are their days'),
         ('G7 hours are their days'), ('G7 branches of members are those told'), ('G8 the log tells the sale')
$$;

create function insight.audit_sold() returns table (law text, subject text, detail text) language sql stable as $$
  select 'G7 products sold are those told', coalesce(t.day, d.day) || ' ' || coalesce(t.product_code, d.product_code),
         coalesce(d.amount_minor, 0) || ' but told ' || coalesce(t.amount, 0)
    from (select day, branch_id, product_code, sum(bill) as bills, sum(thousandths) as units,
                 sum(amount_minor) as amount, coalesce(sum(amount_minor) filter (where known), 0) as known
            from insight.told_product group by 1, 2, 3) t
    full join insight.product_day d
      on d.day = t.day and d.branch_id = t.branch_id and d.product_code = t.product_code
   where (coalesce(d.bills, 0), coalesce(d.thousandths, 0), coalesce(d.amount_minor, 0),
          coalesce(d.member_amount_minor, 0))
      is distinct from (coalesce(t.bills, 0), coalesce(t.units, 0), coalesce(t.amount, 0), coalesce(t.known, 0))
  union all
  select 'G7 bills are those told', coalesce(t.day, d.day) || ' ' || coalesce(t.branch_id, d.branch_id) || ' ' ||
         coalesce(t.band, d.band), coalesce(d.amount_minor, 0) || ' but told ' || coalesce(t.amount, 0)
    from (select day, branch_id, insight.bill_band(kind, rung_minor) as band, sum(bill) as bills,
                 sum(thousandths) as units, sum(amount_minor) as amount,
                 coalesce(sum(amount_minor) filter (where member_id is not null), 0) as known
            from insight.told_bill group by 1, 2, 3) t
    full join insight.branch_band d on d.day = t.day and d.branch_id = t.branch_id and d.band = t.band
   where (coalesce(d.bills, 0), coalesce(d.thousandths, 0), coalesce(d.amount_minor, 0),
          coalesce(d.member_amount_minor, 0))
      is distinct from (coalesce(t.bills, 0), coalesce(t.units, 0), coalesce(t.amount, 0), coalesce(t.known, 0))
  union all
  select 'G7 months are their days', coalesce(t.month, m.month) || ' ' || coalesce(t.branch_id, m.branch_id),
         coalesce(m.amount_minor, 0) || ' but its days ' || coalesce(t.amount, 0)
    from (select date_trunc('month', day)::date as month, branch_id, sum(bills) as bills, sum(thousandths) as units,
                 sum(amount_minor) as amount, sum(member_amount_minor) as known
            from insight.branch_band group by 1, 2) t
    full join insight.branch_month m on m.month = t.month and m.branch_id = t.branch_id
   where (coalesce(m.bills, 0), coalesce(m.thousandths, 0), coalesce(m.amount_minor, 0),
          coalesce(m.member_amount_minor, 0))
      is distinct from (coalesce(t.bills, 0), coalesce(t.units, 0), coalesce(t.amount, 0), coalesce(t.known, 0))
  union all
  select 'G7 hours are their days', coalesce(t.day, h.day) || ' ' || coalesce(t.branch_id, h.branch_id),
         coalesce(h.amount, 0) || ' but the day ' || coalesce(t.amount, 0)
    from (select day, branch_id, sum(bills) as bills, sum(thousandths) as units, sum(amount_minor) as amount,
                 sum(member_amount_minor) as known from insight.branch_band group by 1, 2) t
    full join (select day, branch_id, sum(bills) as bills, sum(thousandths) as units, sum(amount_minor) as amount,
                      sum(member_amount_minor) as known from insight.branch_hour group by 1, 2) h
      on h.day = t.day and h.branch_id = t.branch_id
   where (coalesce(h.bills, 0), coalesce(h.units, 0), coalesce(h.amount, 0), coalesce(h.known, 0))
      is distinct from (coalesce(t.bills, 0), coalesce(t.units, 0), coalesce(t.amount, 0), coalesce(t.known, 0))
  union all
  select 'G7 branches of members are those told', coalesce(t.member_id, m.member_id)::text,
         coalesce(m.spend_minor, 0) || ' but told ' || coalesce(t.amount, 0)
    from (select member_id, branch_id, sum(bill) as bills, sum(amount_minor) as amount
            from insight.told_bill where member_id is not null group by 1, 2) t
    full join insight.member_branch m on m.member_id = t.member_id and m.branch_id = t.branch_id
   where (coalesce(m.purchases, 0), coalesce(m.spend_minor, 0))
      is distinct from (coalesce(t.bills, 0), coalesce(t.amount, 0))
  union all
  select 'G8 the log tells the sale', e.subject_id::text, e.kind
    from house.event e left join sale.sale s on s.id = e.subject_id
   where e.kind in ('sale.recorded', 'sale.voided')
     and ((e.body ->> 'totalMinor')::bigint, (e.body ->> 'day')::date, (e.body ->> 'branchId')::uuid,
          e.body ->> 'kind', (e.body ->> 'memberId')::uuid)
         is distinct from (s.total_minor, s.day, s.branch_id, s.kind, s.member_id)
$$;
