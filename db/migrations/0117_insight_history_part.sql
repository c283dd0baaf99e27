-- G31: the histories of some people in one value, packed as the program reads them and as they stood at a turn. Whoever
-- opens the first report after a start reads a few of these instead of a row for everybody, and what has changed since
-- their turns. People belong to the part with the highest id up to their own; the first part begins with the lowest id.
create table insight.history_part (
  first_id uuid primary key,
  -- −1 before it was read for the first time.
  turn bigint not null,
  people integer not null check (people >= 0),
  -- Of each person sixteen bytes of the id, four that say how many bytes of days follow, and the days of
  -- insight.member_history.
  bytes bytea not null
);
-- Read whole and often: packing it smaller would cost more than reading it.
alter table insight.history_part alter column bytes set storage external;

create function insight.audit_part_laws() returns setof text language sql stable as $$
  values ('G31 part equals the histories')
$$;

-- Nothing can be said of a part whose people have changed since: what it said at its turn is nowhere else any more.
create function insight.audit_part() returns table (law text, subject text, detail text) language sql stable as $$
  with part as (
    select first_id, lead(first_id) over (order by first_id) as next_id, turn, bytes from insight.history_part)
  select 'G31 part equals the histories', p.first_id::text,
         md5(p.bytes) || ' but the histories come to ' || md5(told.bytes)
    from part p
   cross join lateral (
     select coalesce(max(h.turn), -1) as turn,
            coalesce(string_agg(uuid_send(h.member_id) || int4send(length(h.days)) || h.days, ''::bytea
              order by h.member_id) filter (where length(h.days) > 0), ''::bytea) as bytes
       from insight.member_history h
      where h.member_id >= p.first_id and (p.next_id is null or h.member_id < p.next_id)) told
   where p.turn >= 0 and told.turn <= p.turn and told.bytes <> p.bytes
$$;
