-- A shop sells at the same speed however long it has been selling (decision 0047). What is found by a member was sorted
-- by the member first: each sale then wrote into a page of its own somewhere among all years. Sorted by the time first,
-- the pages that a sale writes into are those that the sales before it wrote into, and they are at hand.

-- The span of thirty-two days a posting was written in; what was written before this had a name lies in the first.
alter table ledger.posting add column span int not null default 0;
drop index ledger.posting_account;
create index posting_account on ledger.posting (span, account_id, transaction_id);

-- The spans that there are postings in. Who looks for the postings of an account names them: the index leads there by
-- the span, in every version of PostgreSQL. One look into the index for each, however many postings there are.
create function ledger.spans() returns int[] language sql stable parallel safe as $$
  with recursive span as (
    (select p.span as no from ledger.posting p order by p.span limit 1)
     union all
    select (select p.span from ledger.posting p where p.span > s.no order by p.span limit 1)
      from span s where s.no is not null)
  select coalesce(array_agg(no), '{}') from span where no is not null
$$;

-- The lots of an account lie in burning order, so that a burn reads the first of them and not all it has gathered.
drop index ledger.lot_open;
create index lot_open on ledger.lot (account_id, (coalesce(expires_on, '9999-12-31')), opened_at, id) where open;

-- The span of thirty-two days that a sale lies in, by its day.
create function sale.span(day date) returns int language sql immutable parallel safe
  return (day - date '1970-01-01') / 32;

drop index sale.sale_member;
create index sale_member on sale.sale (sale.span(day), member_id, happened_at desc) where member_id is not null;

-- The spans that there are sales to members in, from that of one day to that of another.
create function sale.spans(first date, last date) returns int[] language sql stable parallel safe as $$
  with recursive span as (
    (select sale.span(s.day) as no from sale.sale s
      where s.member_id is not null and sale.span(s.day) >= sale.span(first)
      order by sale.span(s.day) limit 1)
     union all
    select (select sale.span(s.day) from sale.sale s
             where s.member_id is not null and sale.span(s.day) > p.no order by sale.span(s.day) limit 1)
      from span p where p.no < sale.span(last))
  select coalesce(array_agg(no), '{}') from span where no <= sale.span(last)
$$;
