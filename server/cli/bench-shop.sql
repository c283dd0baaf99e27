-- A made-up shop for a bench: goods, and the chain's own accounts. Its members and their past follow in chunks.
create schema bench;

-- Ids that grow with n, as ids made one after another do, and differ by what they name.
create function bench.id(n bigint, what text) returns uuid language sql immutable parallel safe as $$
  select (lpad(to_hex(1700000000000 + n), 12, '0') || '7' || substr(md5(what || n::text), 1, 3)
          || '8' || substr(md5(what || n::text), 4, 15))::uuid
$$;

-- A number below a limit, scattered but always the same.
create function bench.draw(seed bigint, below int) returns int language sql immutable parallel safe as $$
  select ((hashint8(seed) & 2147483647) % below)
$$;

insert into goods.product (id, fingerprint, code, name, price_minor, recorded_at)
select bench.id(p, 'product'), 'bench', 'P' || lpad(p::text, 4, '0'), 'Product ' || p,
       {priceLeast} + (p * {priceStep}) % {priceSpread}, now()
  from generate_series(0, {products} - 1) p;

insert into ledger.account (id, unit, purpose, holder_id, floor, balance, opened_at)
select bench.id(row_number() over (), 'chain account'), unit, purpose, null, null, null, now()
  from unnest(array['points', 'principal', 'bonus', 'coupon:{coupon}']) unit,
       unnest(array['issued', 'opening', 'redeemed', 'expired', 'adjusted', 'refunded']) purpose;

-- Indexes that only help to find are built again when everything is there.
create table bench.index_away as
  select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
    from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace s on s.oid = c.relnamespace
   where s.nspname in ('sale', 'ledger', 'house', 'wallet') and not i.indisunique;
do $$
declare
  away text;
begin
  for away in select name from bench.index_away loop
    execute 'drop index ' || away;
  end loop;
end $$;
