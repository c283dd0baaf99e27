-- W40: the liability report reads the chain's own accounts; what they gave out is what members hold, per unit.
create function wallet.audit_value_laws() returns setof text language sql stable as $$
  values ('W40 chain owes what members hold'), ('W40 only known sides')
$$;

create function wallet.audit_value() returns table (law text, subject text, detail text) language sql stable as $$
  with chain as (
    select a.unit, -sum(p.amount) as given
      from ledger.account a join ledger.posting p on p.account_id = a.id
     where a.holder_id is null group by a.unit),
  members as (
    select unit, sum(balance) as held from ledger.account where holder_id is not null group by unit)
  select 'W40 chain owes what members hold', coalesce(c.unit, m.unit),
         coalesce(c.given, 0) || ' given, ' || coalesce(m.held, 0) || ' held'
    from chain c full join members m on m.unit = c.unit
   where coalesce(c.given, 0) <> coalesce(m.held, 0)
  union all
  -- A side the report has no name for would appear under "other".
  select 'W40 only known sides', a.unit, a.purpose
    from ledger.account a
   where a.holder_id is null and a.unit <> 'on_account'
     and a.purpose not in ('issued', 'opening', 'redeemed', 'expired', 'adjusted', 'refunded')
$$;
