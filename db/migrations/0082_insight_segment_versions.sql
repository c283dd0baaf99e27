-- G27: a segment that is changed gets another version; the old ones stay, with their members, as campaigns know them.
alter table insight.segment
  add column series_id uuid,
  add column version integer not null default 1 check (version > 0),
  -- Conditions in groups; null where the rule is lists and ends alone.
  add column conditions jsonb;

alter table insight.segment disable trigger append_only;
update insight.segment set series_id = id;
alter table insight.segment enable trigger append_only;
alter table insight.segment alter column series_id set not null;
create unique index segment_version on insight.segment (series_id, version);
-- All versions of a series have one name, so that two series of one name meet at their first versions.
drop index insight.segment_name;
create unique index segment_name on insight.segment (lower(name), version);

-- A rule may find members who have not bought in the window: they have no score (G4).
alter table insight.segment_member
  alter column last_day drop not null,
  alter column r drop not null,
  alter column f drop not null,
  alter column m drop not null,
  alter column quadrant drop not null,
  alter column lifecycle drop not null,
  add constraint scored_or_not check (num_nulls(last_day, r, f, m, quadrant, lifecycle) in (0, 6));

create function insight.audit_segment_laws() returns setof text language sql stable as $$
  values ('G27 versions of a segment follow one another')
$$;

create function insight.audit_segment() returns table (law text, subject text, detail text) language sql stable as $$
  select 'G27 versions of a segment follow one another', series_id::text,
         count(*) || ' versions up to ' || max(version) || ', names: ' || string_agg(distinct name, ', ')
    from insight.segment
   group by series_id
  having count(*) <> max(version) or count(distinct lower(name)) <> 1
      or count(*) filter (where version = 1 and id = series_id) <> 1
$$;
