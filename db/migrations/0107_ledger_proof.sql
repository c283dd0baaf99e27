-- The proof of L1 and L7 costs a tenth of writing a sale. Its postings share transactions and the chain's accounts, so
-- each of these is looked up once, not once a posting, and all in one question; what is wrong is named only when
-- something is.
create or replace function ledger.prove_balanced() returns trigger language plpgsql as $$
declare
  crooked record;
begin
  if not exists (select from added group by transaction_id, unit having sum(amount) <> 0)
     and not exists (select from (select distinct transaction_id from added) p
                       left join ledger.transaction t on t.id = p.transaction_id
                      where t.begun is distinct from pg_current_xact_id())
     and not exists (select from (select distinct account_id, unit from added) p
                       left join ledger.account a on a.id = p.account_id
                      where a.unit is distinct from p.unit)
     and not exists (select from added p
                       left join ledger.lot l on l.id = p.lot_id
                      where p.lot_id is not null and l.account_id is distinct from p.account_id)
  then
    return null;
  end if;
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
  if crooked.named is true then
    raise exception 'L1: postings were added to the closed transaction %', crooked.transaction_id
      using errcode = 'integrity_constraint_violation';
  end if;
  raise exception 'L7: a posting of % is not of its account''s unit, transaction or lot', crooked.transaction_id
    using errcode = 'integrity_constraint_violation';
end $$;
