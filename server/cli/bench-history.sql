-- Members {from} to {to} of a made-up shop with what they hold and bought in the past two years, in the very rows that
-- the commands would have written: every law of the audit holds for them. Constraints hold as always; what triggers
-- prove is proved by the audit afterwards, where the database lets us put them off.
do $$
begin
  perform set_config('session_replication_role', 'replica', true);
exception when insufficient_privilege then null;
end $$;

create temp table member_now on commit drop as
select no, bench.id(no, 'member') as id, 'M' || lpad(no::text, 8, '0') as number,
       {history}::bigint / {members} + (no <= {history}::bigint % {members})::int as sales,
       (no - 1) * ({history}::bigint / {members}) + least(no - 1, {history}::bigint % {members}) as before,
       bench.id(no, 'points') as points_id, bench.id(no, 'principal') as principal_id,
       bench.id(no, 'bonus') as bonus_id, bench.id(no, 'coupon') as coupon_id,
       now() - interval '700 days' as joined_at
  from generate_series({from}, {to}) no;

create temp table past on commit drop as
select m.no, m.id as member_id, m.points_id, m.principal_id, k, m.sales, m.before + k as n,
       bench.id(m.before + k, 'sale') as id, bench.id(m.before + k, 'transaction') as transaction_id,
       bench.id(m.before + k, 'lot') as lot_id,
       m.joined_at + interval '690 days' * ((k - bench.draw(m.before + k, 100) / 100.0) / m.sales) as at
  from member_now m, generate_series(1, m.sales) k;

create temp table past_line on commit drop as
select s.id as sale_id, j as no, product, quantity, {priceLeast} + (product * {priceStep}) % {priceSpread} as price
  from past s
  cross join lateral generate_series(1, 1 + bench.draw(s.n * 64, {mostLines})) j
  cross join lateral (select bench.draw(s.n * 64 + j, {products}) as product,
                             1 + bench.draw(s.n * 64 + 32 + j, {mostQuantity}) as quantity) l;

-- Every third sale of a member burns the points of the two before it, where they are worth no more than its goods;
-- every fifth is paid from stored value.
create temp table paid on commit drop as
select s.*, b.burned, case when s.n % 5 = 0 then s.total - b.burned else 0 end as stored
  from (select p.*, t.total, t.total / 100 as points,
               case when k % 3 = 0 then lag(t.total / 100, 1) over mine + lag(t.total / 100, 2) over mine
                    else 0 end as wanted
          from past p
          join (select sale_id, sum(price * quantity)::bigint as total from past_line group by sale_id) t
            on t.sale_id = p.id
        window mine as (partition by no order by k)) s
  cross join lateral (select case when wanted <= total then wanted else 0 end as burned) b;
create unique index on paid (no, k);

create temp table opened on commit drop as
select m.no, m.id as member_id, m.joined_at, u.unit, u.account_id, u.amount, u.spent,
       bench.id(m.no * 4 + u.place, 'opening') as id, bench.id(m.no * 4 + u.place, 'opened') as transaction_id,
       bench.id(m.no * 4 + u.place, 'opened lot') as lot_id
  from member_now m
  left join (select no, sum(stored) as stored from paid group by no) s on s.no = m.no
  cross join lateral (values (0, 'points', points_id, 100000000::bigint, 0::bigint),
                             (1, 'principal', principal_id, 100000000000, coalesce(s.stored, 0)),
                             (2, 'bonus', bonus_id, 1000000000, 0),
                             (3, 'coupon:{coupon}', coupon_id, 1000000, 0)) u (place, unit, account_id, amount, spent);

insert into member.member (id, fingerprint, number, source, joined_on, recorded_at, name)
select id, 'bench', number, 'import', joined_at::date, joined_at, 'Member ' || no from member_now;

insert into wallet.opening (id, fingerprint, member_id, unit, amount, opened_on, expires_on, recorded_at)
select id, 'bench', member_id, unit, amount, joined_at::date, null, joined_at
  from opened where unit in ('points', 'principal', 'bonus');

create temp table burned on commit drop as
select s.transaction_id, s.at, e.points_id, e.lot_id, e.no, e.k, e.points as amount
  from paid s join paid e on e.no = s.no and e.k between s.k - 2 and s.k - 1
 where s.burned > 0;

insert into ledger.account (id, unit, purpose, holder_id, floor, balance, opened_at)
select o.account_id, o.unit, 'member', o.member_id, 0,
       o.amount - o.spent + case when o.unit = 'points' then coalesce(e.points, 0) else 0 end, o.joined_at
  from opened o
  left join (select no, sum(points - burned) as points from paid group by no) e on e.no = o.no;

insert into ledger.transaction (id, kind, cause_id, happened_at, recorded_at, branch_id, program_version)
select transaction_id, 'opening', id, joined_at, joined_at, null, null from opened
 union all
select s.transaction_id, 'sale', s.id, s.at, s.at, b.id, {version} from paid s, org.branch b where b.code = '{branch}';

insert into ledger.lot (id, account_id, origin_id, amount, remaining, expires_on, opened_at)
select lot_id, account_id, transaction_id, amount, amount - spent, null, joined_at from opened
 union all
select s.lot_id, s.points_id, s.transaction_id, s.points,
       case when b.lot_id is null then s.points else 0 end, (s.at + interval '24 months')::date, s.at
  from paid s left join burned b on b.lot_id = s.lot_id;

insert into ledger.posting (span, transaction_id, line, account_id, unit, amount, lot_id)
select (at::date - date '1970-01-01') / 32, transaction_id,
       row_number() over (partition by transaction_id order by unit, amount), account_id, unit, amount, lot_id
  from (select joined_at as at, transaction_id, account_id, unit, amount, lot_id from opened
         union all
        select at, transaction_id, points_id, 'points', points, lot_id from paid
         union all
        select at, transaction_id, points_id, 'points', -amount, lot_id from burned
         union all
        select s.at, s.transaction_id, s.principal_id, 'principal', -s.stored, o.lot_id
          from paid s join opened o on o.no = s.no and o.unit = 'principal'
         where s.stored > 0
         union all
        select m.at, m.transaction_id, a.id, m.unit, m.amount, null
          from (select joined_at as at, transaction_id, unit, 'opening' as purpose, -amount as amount from opened
                 union all
                select at, transaction_id, 'points', 'issued', -points from paid
                 union all
                select at, transaction_id, 'points', 'redeemed', burned from paid where burned > 0
                 union all
                select at, transaction_id, 'principal', 'redeemed', stored from paid where stored > 0) m
          join ledger.account a on a.unit = m.unit and a.purpose = m.purpose and a.holder_id is null) p;

insert into sale.sale (id, fingerprint, kind, source, branch_id, till, receipt_no, member_id, day, happened_at,
                       recorded_at, by_name, program_version, total_minor, listed_minor, rounding_minor, change_minor,
                       points, points_burned, receipt)
select s.id, encode(sha256(convert_to(s.id::text, 'UTF8')), 'base64'), 'sale', 'api', b.id, 'T1', 'R' || s.n,
       s.member_id, (s.at at time zone b.zone)::date, s.at, s.at, 'bench', {version}, s.total, s.total, 0, 0, s.points,
       s.burned,
       json_build_object('id', s.id, 'totalMinor', s.total, 'listedMinor', s.total, 'points', s.points,
                         'pointsBurned', s.burned, 'memberId', s.member_id, 'programVersion', {version},
                         'lines', l.lines, 'couponsBack', '[]'::json)
  from paid s
  join org.branch b on b.code = '{branch}'
  join (select sale_id,
               json_agg(json_build_object('no', no, 'quantity', quantity || '.000', 'listedMinor', price * quantity,
                                          'chargedMinor', price * quantity, 'deductions', '[]'::json)) as lines
          from past_line group by sale_id) l on l.sale_id = s.id;

insert into sale.line (sale_id, no, product_code, product_id, name, quantity, unit_price_minor, listed_minor,
                       charged_minor)
select sale_id, no, 'P' || lpad(product::text, 4, '0'), bench.id(product, 'product'), 'Product ' || product, quantity,
       price, price * quantity, price * quantity
  from past_line;

insert into sale.tender (sale_id, no, kind, amount_minor, points, principal_minor)
select id, row_number() over (partition by id order by kind), kind, amount, points, principal
  from (select id, 'points' as kind, burned as amount, burned as points, 0::bigint as principal
          from paid where burned > 0
         union all
        select id, 'stored_value', stored, 0, stored from paid where stored > 0
         union all
        select id, 'wechat', total - burned - stored, 0, 0 from paid where stored = 0) t;

insert into house.event (kind, subject_id, body, recorded_at, by_kind)
select 'sale.recorded', s.id,
       jsonb_build_object('kind', 'sale', 'memberId', s.member_id, 'branchId', b.id,
                          'day', (s.at at time zone b.zone)::date, 'totalMinor', s.total, 'points', s.points),
       s.at, 'house'
  from paid s, org.branch b where b.code = '{branch}';
