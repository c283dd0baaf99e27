-- A chain's projections without its sales, for `bench insight --pages`: what the jobs of insight would have kept of the
-- days in bench.purchase_day, which begin {shift} days later here, so that the last of them is yesterday.

-- name: days
create unlogged table bench.purchase_day (member integer not null, day integer not null, spend_minor bigint not null);

-- name: copy
copy bench.purchase_day (member, day, spend_minor) from stdin;

-- name: members
insert into member.member (id, fingerprint, number, source, joined_on, recorded_at, name, gender, birth_on)
select bench.id(member + 1, 'member'), 'bench', 'M' || lpad((member + 1)::text, 8, '0'), 'import', joined, joined,
       'Member ' || (member + 1), (array['female', 'male'])[1 + member % 2], date '1960-01-01' + (member * 7) % 16000
  from (select member, date '1970-01-01' + min(day) + {shift} as joined from bench.purchase_day group by member) m;

-- name: facts
insert into insight.member_fact (member_id, profile, birth_on, age_years, joined_on, tier, points, stored_minor,
                                 archived, reach)
select id, jsonb_build_object('gender', gender), birth_on, null, joined_on, null, 0, 0, false, '{}'
  from member.member;

-- name: member days
insert into insight.member_day (member_id, day, purchases, spend_minor)
select bench.id(member + 1, 'member'), date '1970-01-01' + day + {shift}, 1, spend_minor from bench.purchase_day;

-- name: member branches
insert into insight.member_branch (member_id, branch_id, purchases, spend_minor, preferred)
select d.member_id, b.id, sum(d.purchases), sum(d.spend_minor), true
  from insight.member_day d, org.branch b where b.code = '{branch}' group by 1, 2;

-- name: histories
insert into insight.member_history (member_id, first_day, last_day, purchase_days, purchases, spend_minor, days, turn)
select t.member_id, t.first_day, t.last_day, t.purchase_days, t.purchases, t.spend_minor, t.days, w.turn
  from insight.history_told t, insight.turn w;

-- Of `bench insight --projections`, in place of everything else: a part as the program would have packed it.
-- name: part
insert into insight.history_part (first_id, turn, people, bytes) select $1, turn, $2, $3 from insight.turn;

-- name: sold
create temp table a_day on commit drop as
select d.day, b.id as branch_id, count(*)::int as bills, sum(d.spend_minor)::bigint as minor
  from insight.member_day d, org.branch b where b.code = '{branch}' group by 1, 2;
insert into insight.branch_band
select day, branch_id, band, bills / 8, bills * 125, minor / 8, bills / 8, bills * 125, minor / 8
  from a_day, generate_series(1, 8) band;
insert into insight.branch_hour
select day, branch_id, hour, bills / 12, bills * 83, minor / 12, bills / 12, bills * 83, minor / 12
  from a_day, generate_series(9, 20) hour;
insert into insight.branch_month
select date_trunc('month', day)::date, branch_id, sum(bills), sum(bills) * 1000, sum(minor), sum(bills),
       sum(bills) * 1000, sum(minor)
  from a_day group by 1, 2;
insert into insight.product_day
select a.day, a.branch_id, p.code, a.bills / {products}, a.bills * 1000 / {products}, a.minor / {products},
       a.bills / {products}, a.bills * 1000 / {products}, a.minor / {products}
  from a_day a, goods.product p where p.code < 'P' || lpad('{products}', 4, '0');
insert into insight.product_name select code, name from goods.product;

-- The nightly forecast holds for the last day already, or it would run beside what is measured.
-- name: no forecast
insert into insight.forecast (id, asked_at, by_name, state, as_of, ended_at)
select bench.id(1, 'forecast'), now(), 'bench', 'failed', max(day), now() from insight.member_day;

-- Workers of a parallel plan are gone before their processor time is read.
-- name: ready
analyze;
alter database {database} set max_parallel_workers_per_gather = 0;

-- The sales that such days come from, narrower than any shop keeps them, in the order of time: one a day, and on every
-- third day two. What SQL over sales has to read.
-- name: sales
create unlogged table bench.sale as
select row_number() over (order by day, member) as id, member, 1::smallint as branch,
       timestamptz '1970-01-01 04:00+00' + day * interval '1 day' + (member % 600) * interval '1 minute' as happened_at,
       spend_minor
  from (select member, day, case when (member + day) % 3 = 0 then spend_minor - spend_minor / 2
                                 else spend_minor end as spend_minor
          from bench.purchase_day
         union all
        select member, day, spend_minor / 2 from bench.purchase_day where (member + day) % 3 = 0) s
 order by day, member;
analyze bench.sale;

-- name: over sales
create unlogged table bench.member as
select member, count(distinct (happened_at at time zone 'Asia/Shanghai')::date)::int as days,
       max((happened_at at time zone 'Asia/Shanghai')::date) - date '1970-01-01' as last_day,
       sum(spend_minor)::bigint as spend_minor
  from bench.sale group by member;

-- name: count
select count(*)::int as sales from bench.sale;

-- Whoever works for somebody else before a page is asked for: their time is not the page's.
-- name: at work
select pid::text from pg_stat_activity
 where datname = current_database() and pid <> pg_backend_pid() and state is distinct from 'idle';
