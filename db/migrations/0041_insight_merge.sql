-- G6: who has gone into whom, as told by the event log: the days of a gone member count for who stayed. The days
-- themselves stay where they were, so that taking a merge back is taking this row away.
create table insight.gone_into (
  gone_id uuid primary key,
  keep_id uuid not null,
  merge_id uuid not null,
  constraint into_another check (gone_id <> keep_id)
);
create index gone_into_keep on insight.gone_into (keep_id);

-- Through any number of merges to whoever is there.
create view insight.survivor as
  with recursive way as (
    select gone_id, keep_id from insight.gone_into
    union all
    select w.gone_id, g.keep_id from way w join insight.gone_into g on g.gone_id = w.keep_id)
  select w.gone_id, w.keep_id
    from way w where not exists (select from insight.gone_into g where g.gone_id = w.keep_id);

create function insight.audit_merge_laws() returns setof text language sql stable as $$
  values ('G6 gone members are those told')
$$;

create function insight.audit_merge() returns table (law text, subject text, detail text) language sql stable as $$
  with place as (select horizon, seq from house.reader where name = 'insight.member_day'),
  told as (
    select (e.body ->> 'goneId')::uuid as gone_id, (e.body ->> 'keepId')::uuid as keep_id,
           sum(case e.kind when 'member.merged' then 1 else -1 end) as times
      from house.event e, place p
     where e.kind in ('member.merged', 'member.merge_undone') and (e.horizon, e.seq) <= (p.horizon, p.seq)
     group by 1, 2 having sum(case e.kind when 'member.merged' then 1 else -1 end) <> 0)
  select 'G6 gone members are those told', coalesce(t.gone_id, g.gone_id)::text,
         coalesce(g.keep_id::text, 'nobody') || ' but told ' || coalesce(t.keep_id::text, 'nobody')
    from told t full join insight.gone_into g on g.gone_id = t.gone_id and g.keep_id = t.keep_id
   where t.gone_id is null or g.gone_id is null or t.times <> 1
$$;
