-- Members of a made-up chain for `bench campaign`: each with an e-mail address and a yes to it, as insight knows them.

-- name: members
insert into member.member (id, fingerprint, number, source, joined_on, recorded_at, name, email, gender)
select bench.id(n, 'member'), 'bench', 'M' || lpad(n::text, 8, '0'), 'import', date '2024-01-01' + n % 700,
       timestamptz '2024-01-01', 'Member ' || n, 'm' || n || '@example.com', (array['female', 'male'])[1 + n % 2]
  from generate_series({from}::int, {to}::int) n;
insert into member.consent (id, member_id, channel, granted, text_version, source, at)
select bench.id(n, 'consent'), bench.id(n, 'member'), 'email', true, 'bench', 'import', timestamptz '2024-01-01'
  from generate_series({from}::int, {to}::int) n;
insert into insight.member_fact (member_id, profile, birth_on, age_years, joined_on, tier, points, stored_minor,
                                 archived, reach)
select id, jsonb_build_object('gender', gender), birth_on, null, joined_on, null, 0, 0, false, '{}'
  from member.member where number between 'M' || lpad('{from}', 8, '0') and 'M' || lpad('{to}', 8, '0');

-- name: ready
vacuum (analyze) member.member;
vacuum (analyze) member.consent;
vacuum (analyze) insight.member_fact;

-- A mail server is handed letters by day only, and a bench is run at any hour.
-- name: day
update campaign.respect set quiet_from = 0, quiet_to = 0;

-- Sessions that are there, and how long sessions were at work: each tells of its own when it ends.
-- name: active
select (select count(*)::int from pg_stat_activity
         where datname = '{name}' and backend_type = 'client backend') as here,
       (select active_time from pg_stat_database where datname = '{name}') as ms;

-- What the yardstick writes: tables of the same columns, checks and indexes as those of the campaign.
-- name: twins
create table bench.segment_member (like insight.segment_member including all);
create table bench.assignment (like campaign.assignment including all);
create table bench.message (like campaign.message including all);

-- name: audience
insert into bench.segment_member select * from insight.segment_member;

-- name: launch
insert into bench.assignment select * from campaign.assignment;
insert into bench.message select * from campaign.message;
