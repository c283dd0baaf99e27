-- D7: uses of passes (次卡) that were set aside are counted beside money and points, code by code. What was set aside
-- is in the signed words of the reservation; what was used of it is here: [{"code": "CUT", "count": 1}].
alter table device.reservation_use add column passes jsonb not null default '[]';

-- Passes that a member holds are held by as much as is left of them.
create function device.audit_reservation_passes() returns table (law text, subject text, detail text)
language sql stable as $$
  with aside as (
    select r.id, r.returned_at, 'pass:' || (p ->> 'code') as unit, (p ->> 'count')::bigint as count
      from device.reservation r
     cross join lateral jsonb_array_elements(coalesce(r.text::jsonb -> 'passes', '[]')) p),
  used as (
    select u.reservation_id, 'pass:' || (p ->> 'code') as unit, sum((p ->> 'count')::bigint) as count
      from device.reservation_use u cross join lateral jsonb_array_elements(u.passes) p
     group by 1, 2)
  select 'D7 no more uses of a pass than were set aside', used.reservation_id::text, used.unit || ' ' || used.count
    from used left join aside on aside.id = used.reservation_id and aside.unit = used.unit
   where used.count > coalesce(aside.count, 0)
  union all
  select 'D7 holds of passes are what is left', a.id::text, a.unit || ' held ' || coalesce(h.count, 0)
    from aside a
    left join used u on u.reservation_id = a.id and u.unit = a.unit
    left join (select reservation_id, unit, sum(amount) as count
                 from device.reservation_hold where live group by 1, 2) h
      on h.reservation_id = a.id and h.unit = a.unit
   where coalesce(h.count, 0) <> case when a.returned_at is null then a.count - coalesce(u.count, 0) else 0 end
$$;

create function device.audit_reservation_passes_laws() returns setof text language sql stable as $$
  values ('D7 no more uses of a pass than were set aside'), ('D7 holds of passes are what is left')
$$;
