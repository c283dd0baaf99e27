-- Where each member bought most often (C68), marked as sales are read: who members are is asked of everybody at once,
-- and finding the best of a million members' branches anew takes longer than everything else on the page.
alter table insight.member_branch add column preferred boolean not null default false;
update insight.member_branch c set preferred = true
  from (select distinct on (member_id) member_id, branch_id from insight.member_branch where purchases > 0
         order by member_id, purchases desc, spend_minor desc, branch_id) best
 where c.member_id = best.member_id and c.branch_id = best.branch_id;

create function insight.audit_preferred_laws() returns setof text language sql stable as $$
  values ('G7 the preferred branch is where most was bought')
$$;

create function insight.audit_preferred() returns table (law text, subject text, detail text)
language sql stable as $$
  select 'G7 the preferred branch is where most was bought', b.member_id::text, b.branch_id::text
    from (select member_id, branch_id, preferred,
                 purchases > 0 and row_number() over (
                   partition by member_id order by purchases desc, spend_minor desc, branch_id) = 1 as best
            from insight.member_branch) b
   where b.preferred <> b.best
$$;
