-- The yardstick of `bench insight`: the same questions of the same rows as a good SQL developer would ask them. A block
-- begins with its name. PostgreSQL and DuckDB read all of it alike, but for how the rows come in.

-- name: tables
create schema if not exists bench;
create unlogged table bench.purchase_day (member integer not null, day integer not null, spend_minor bigint not null);

-- name: postgresql copy
copy bench.purchase_day (member, day, spend_minor) from stdin;

-- name: postgresql settings
set work_mem = '256MB';
analyze bench.purchase_day;

-- name: duckdb tables
set enable_progress_bar = false;
create schema if not exists bench;
create table bench.purchase_day as
  select * from read_csv('%file%', delim = '\t', header = false,
    columns = {'member': 'INTEGER', 'day': 'INTEGER', 'spend_minor': 'BIGINT'});

-- name: forget
drop table if exists bench.member;

-- name: members
create table bench.member as
select member, cast(count(*) as integer) as days, min(day) as first_day, max(day) as last_day,
       cast(sum(spend_minor) as bigint) as spend_minor
  from bench.purchase_day group by member;

-- name: rfm
select r, f, m, count(*) as people, cast(sum(spend_minor) as bigint) as spend
  from (select spend_minor, ntile(5) over (order by last_day) as r, ntile(5) over (order by days) as f,
               ntile(5) over (order by spend_minor) as m
          from bench.member) scored
 group by r, f, m order by r, f, m;

-- name: quadrants
with cut as (select ceil(avg(days)) as days, avg(spend_minor) as spend_minor from bench.member)
select member.days >= cut.days as often, member.spend_minor > cut.spend_minor as much, count(*) as people
  from bench.member as member, cut group by 1, 2 order by 1 desc, 2 desc;

-- name: ladder
select least(days, 10) as step, count(*) as people from bench.member group by 1 order by 1;
