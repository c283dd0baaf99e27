-- L1 within a savepoint: a row written there has the id of its part as `xmin`, not that of the whole work, so a work
-- that carries out one of many wishes "whole or without a trace" could write no postings. The id of the whole work is
-- kept with the transaction instead; those of before are closed in any case.
alter table ledger.transaction add column begun xid8;
alter table ledger.transaction alter column begun set default pg_current_xact_id();

create or replace function ledger.prove_balanced() returns trigger language plpgsql as $$
declare
  crooked record;
begin
  select transaction_id, unit, sum(amount) as rest into crooked
    from added group by transaction_id, unit having sum(amount) <> 0 limit 1;
  if found then
    raise exception 'L1: transaction % does not balance in %: rest %', crooked.transaction_id, crooked.unit,
      crooked.rest
      using errcode = 'integrity_constraint_violation';
  end if;
  -- L7: what a posting names exists, and is of its unit and its account. L1: its transaction was begun in this very
  -- work, so nothing is ever added to a closed one.
  select p.transaction_id, t.id is not null and a.unit = p.unit
                           and (p.lot_id is null or l.account_id = p.account_id) as named into crooked
    from added p
    left join ledger.account a on a.id = p.account_id
    left join ledger.transaction t on t.id = p.transaction_id
    left join ledger.lot l on l.id = p.lot_id
   where a.unit is distinct from p.unit or t.id is null or t.begun is distinct from pg_current_xact_id()
      or (p.lot_id is not null and l.account_id is distinct from p.account_id)
   limit 1;
  if found and crooked.named is true then
    raise exception 'L1: postings were added to the closed transaction %', crooked.transaction_id
      using errcode = 'integrity_constraint_violation';
  end if;
  if found then
    raise exception 'L7: a posting of % is not of its account''s unit, transaction or lot', crooked.transaction_id
      using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;
