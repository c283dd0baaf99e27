-- Coupons of before Zhiji, as facts of history (decision 0046).
alter table import.file drop constraint file_kind_check;
alter table import.file add constraint file_kind_check
  check (kind in ('members', 'products', 'sales', 'balances', 'pastCoupons'));

-- I6: a past coupon is told and no more: no lot, no posting, nothing that a till could use.
create table import.past_coupon (
  id uuid primary key,
  -- campaign: its days; coupon: that there is one, with a product it holds for; issue and redemption: of a member.
  fact text not null check (fact in ('campaign', 'coupon', 'issue', 'redemption')),
  -- Empty for coupons that belonged to no campaign.
  campaign text not null check (length(campaign) <= 100),
  -- Null for what is said of a campaign and all its coupons.
  coupon text check (length(coupon) between 1 and 100),
  name text not null default '' check (length(name) <= 200),
  product_code text check (length(product_code) between 1 and 100),
  member_id uuid,
  issued_on date,
  redeemed_on date,
  receipt_no text check (length(receipt_no) between 1 and 100),
  valid_from date,
  valid_to date,
  -- I7: each fact says what its kind needs, and nothing that belongs to another.
  constraint past_names_something check (campaign <> '' or coupon is not null),
  constraint past_of_a_member check ((fact in ('issue', 'redemption')) = (member_id is not null)),
  constraint past_redeemed check (
    (fact = 'redemption') = (redeemed_on is not null)
    and (fact <> 'redemption' or coupon is not null)
    and (receipt_no is null or fact = 'redemption')),
  constraint past_issued check (issued_on is null or member_id is not null),
  constraint past_used_after_issue check (redeemed_on >= issued_on),
  constraint past_of_a_campaign check (fact <> 'campaign' or (coupon is null and product_code is null)),
  constraint past_of_a_coupon check (fact <> 'coupon' or coupon is not null),
  constraint past_ends_after_it_begins check (valid_to >= valid_from)
);
create index past_coupon_campaign on import.past_coupon (campaign, coupon);
create index past_coupon_member on import.past_coupon (member_id) where member_id is not null;

-- A fact is never rewritten; undoing the file that told it takes it away.
create trigger never_rewritten before update on import.past_coupon
  for each statement execute function house.refuse_rewriting();

create or replace function import.audit_laws() returns setof text language sql stable as $$
  values ('I1 every row is accounted for'), ('I4 an undone file holds no key'),
         ('I6 a past coupon is no lot'), ('I7 a past fact stands under its key')
$$;

create or replace function import.audit()
returns table (law text, subject text, detail text) language sql stable as $$
  select 'I1 every row is accounted for', f.id::text,
         f.imported || ' + ' || f.duplicates || ' + ' || f.refused || ' of ' || f.rows_done || ', listed '
           || coalesce(r.duplicates, 0) || ' and ' || coalesce(r.refused, 0)
    from import.file f
    left join (select file_id, count(*) filter (where outcome = 'duplicate') as duplicates,
                      count(*) filter (where outcome = 'refused') as refused
                 from import.row group by file_id) r on r.file_id = f.id
   where f.state in ('running', 'done')
     and (f.imported + f.duplicates + f.refused <> f.rows_done
          or f.duplicates <> coalesce(r.duplicates, 0) or f.refused <> coalesce(r.refused, 0)
          or (f.state = 'done' and f.rows_done <> f.rows_total))
  union all
  select 'I4 an undone file holds no key', f.id::text, count(*)::text
    from import.file f join import.applied a on a.file_id = f.id
   where f.state = 'undone' group by f.id
  union all
  select 'I6 a past coupon is no lot', p.id::text, c.code
    from import.past_coupon p join wallet.coupon c on c.id = p.id
  union all
  select 'I7 a past fact stands under its key', coalesce(p.id, a.subject_id)::text, coalesce(p.fact, 'no fact')
    from import.past_coupon p
    full join (select subject_id from import.applied where made = 'past_coupon') a on a.subject_id = p.id
   where p.id is null or a.subject_id is null
$$;
