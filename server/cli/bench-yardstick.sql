-- The yardstick: one member's sale as one function call, one transaction, the way a good SQL developer would write it.
-- It reads, locks, decides and writes what the engine does for a sale, and leaves rows in the same tables.

-- Ids in the order of time, as the engine's are, so that both write to the same end of every index.
do $$
begin
  if current_setting('server_version_num')::int >= 180000 then
    create function bench.new_id() returns uuid language sql volatile parallel safe return uuidv7();
  else
    create function bench.new_id() returns uuid language sql volatile parallel safe return
      encode(set_bit(set_bit(
        overlay(uuid_send(gen_random_uuid()) placing
                substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6),
        52, 1), 53, 1), 'hex')::uuid;
  end if;
end $$;

-- Why a line costs less than its price, and what pays a sale: plain expressions, which PostgreSQL writes into the
-- statements that use them.
create function bench.deductions(coupon text, off bigint) returns jsonb language sql stable as $$
  select case when off > 0 then jsonb_build_array(jsonb_build_object('kind', 'coupon', 'code', coupon, 'minor', off))
              else '[]'::jsonb end
$$;
create function bench.tenders(total bigint, burned bigint, burn bigint, minor bigint, from_principal bigint,
                              from_bonus bigint)
  returns table (kind text, amount bigint, points bigint, principal bigint, bonus bigint) language sql immutable as $$
  select t.*
    from (values ('points', burned, burned * burn / minor, 0::bigint, 0::bigint),
                 ('stored_value', from_principal + from_bonus, 0, from_principal, from_bonus),
                 ('wechat', total - burned - from_principal - from_bonus, 0, 0, 0))
         as t (kind, amount, points, principal, bonus)
   where t.amount > 0
$$;

create function bench.sale(p_id uuid, p_number text, p_branch text, p_happened timestamptz, p_codes text[],
                           p_quantities numeric[], p_prices bigint[], p_coupon text, p_points bigint, p_stored boolean)
  returns json language plpgsql as $$
declare
  v_print text := encode(sha256(convert_to(concat_ws('|', p_number, p_branch, p_happened, p_codes, p_quantities,
                                                     p_prices, p_coupon, p_points, p_stored), 'UTF8')), 'base64');
  v_now timestamptz := now();
  v_branch record;
  v_program record;
  v_coupon jsonb;
  v_member uuid;
  v_day date;
  v_before record;
  v_points ledger.account;
  v_debt ledger.account;
  v_principal ledger.account;
  v_bonus ledger.account;
  v_coupons ledger.account;
  v_account ledger.account;
  v_goods record;
  v_charged bigint[];
  v_off bigint[];
  v_total bigint;
  v_burned bigint;
  v_from_principal bigint := 0;
  v_from_bonus bigint := 0;
  v_earned bigint;
  v_repaid bigint;
  v_transaction uuid := bench.new_id();
  v_lot uuid := bench.new_id();
  v_taken record;
  v_receipt json;
begin
  -- Who, where, and by which program.
  select m.id into v_member
    from member.member m
   where m.number = p_number and m.withdrawn_at is null
     and not exists (select from member.card_loss l
                      where l.member_id = m.id and l.number = p_number and l.ended_by_id is null);
  if not found then raise exception 'member_number_unknown'; end if;
  select b.id, b.zone, b.closing_hour into v_branch from org.branch b where b.code = p_branch;
  if not found then raise exception 'branch_unknown'; end if;
  v_day := (p_happened at time zone v_branch.zone - make_interval(hours => v_branch.closing_hour))::date;
  select p.version, p.document, (p.document #>> '{earning,points}')::bigint as points,
         (p.document #>> '{earning,perMinor}')::bigint as per,
         (p.document #>> '{pointsAsMoney,points}')::bigint as burn,
         (p.document #>> '{pointsAsMoney,minor}')::bigint as minor,
         make_interval(months => (p.document #>> '{earning,expiresAfterMonths}')::int) as life
    into v_program from program.version p order by p.version desc limit 1;
  if p_points > 0 or p_stored or p_coupon is not null then
    perform from wallet.freeze f where f.member_id = v_member and f.lifted_by_id is null;
    if found then raise exception 'member_frozen'; end if;
  end if;

  -- What the sale may move is locked in one order for everybody.
  for v_account in
    select a.*
      from ledger.account a
     where a.holder_id = v_member
       and (a.unit = 'points' or a.purpose = 'member' and (p_stored and a.unit in ('principal', 'bonus')
                                                           or a.unit = 'coupon:' || p_coupon))
     order by a.id for update
  loop
    case v_account.unit
      when 'points' then
        if v_account.purpose = 'member' then v_points := v_account; else v_debt := v_account; end if;
      when 'principal' then v_principal := v_account;
      when 'bonus' then v_bonus := v_account;
      else v_coupons := v_account;
    end case;
  end loop;

  -- The same id is the same sale, applied once.
  select s.fingerprint, s.receipt into v_before from sale.sale s where s.id = p_id;
  if found then
    if v_before.fingerprint <> v_print then raise exception 'sale_id_reused'; end if;
    return (v_before.receipt::jsonb || '{"replayed": true}')::json;
  end if;
  perform from sale.refusal r where r.id = p_id;
  if found then raise exception 'refused before'; end if;

  -- What the goods cost, the coupon spread over them to the fen.
  select array_agg(g.id order by l.no) as ids, array_agg(g.name order by l.no) as names,
         array_agg(round(l.price * l.quantity)::bigint order by l.no) as listed,
         sum(round(l.price * l.quantity))::bigint as total, bool_and(g.price_minor = l.price) as same
    into v_goods
    from unnest(p_codes, p_quantities, p_prices) with ordinality as l (code, quantity, price, no)
    left join goods.product g on g.code = l.code and g.withdrawn_at is null;
  if v_goods.same is not true then raise exception 'price_differs'; end if;
  v_charged := v_goods.listed;
  v_total := v_goods.total;
  if p_coupon is not null then
    select c into v_coupon from jsonb_array_elements(v_program.document -> 'coupons') c where c ->> 'code' = p_coupon;
    if not found then raise exception 'coupon_unknown'; end if;
    select array_agg(o.off order by o.no), array_agg(o.listed - o.off order by o.no), sum(o.listed - o.off)
      into v_off, v_charged, v_total
      from (select l.no, l.listed, l.share + (row_number() over (order by l.rest desc, l.code, l.listed)
                                              <= l.minor - sum(l.share) over ())::int as off
              from (select l.no, l.listed, l.code, m.minor, m.minor * l.listed / v_goods.total as share,
                           m.minor * l.listed % v_goods.total as rest
                      from unnest(v_goods.listed, p_codes) with ordinality as l (listed, code, no),
                           least((v_coupon ->> 'minor')::bigint, v_goods.total) as m (minor)) l) o;
  end if;

  -- How it is paid.
  v_burned := least(p_points, v_total);
  if p_stored then
    v_from_principal := least(v_total - v_burned, v_principal.balance - v_principal.held);
    v_from_bonus := v_total - v_burned - v_from_principal;
    if v_from_bonus > v_bonus.balance - v_bonus.held then raise exception 'not_enough_stored_value'; end if;
  end if;
  if v_burned * v_program.burn / v_program.minor > v_points.balance - v_points.held then
    raise exception 'not_enough_points';
  end if;
  v_earned := (v_total - v_burned - v_from_bonus) / v_program.per * v_program.points;
  v_repaid := least(v_earned, -coalesce(v_debt.balance, 0));

  -- Lots are burned in their order, those of all units in one statement.
  with wanted as (
    select * from (values (v_points.id, 'points', v_burned), (v_principal.id, 'principal', v_from_principal),
                          (v_bonus.id, 'bonus', v_from_bonus),
                          (v_coupons.id, 'coupon:' || p_coupon, (p_coupon is not null)::int::bigint))
           as w (account_id, unit, amount)
     where w.amount > 0),
  taken as (
    select w.account_id, w.unit, l.id, least(l.remaining, w.amount - l.before) as part
      from wanted w
      cross join lateral (
        select l.id, l.remaining,
               sum(l.remaining) over (order by l.expires_on nulls last, l.opened_at, l.id) - l.remaining as before
          from ledger.lot l
         where l.account_id = w.account_id and l.open and (l.expires_on is null or l.expires_on >= v_day)) l
     where l.before < w.amount),
  burned as (
    update ledger.lot l set remaining = l.remaining - t.part from taken t where l.id = t.id)
  select array_agg(account_id) as accounts, array_agg(unit) as units, array_agg(id) as lots, array_agg(part) as parts
    into v_taken from taken;

  insert into ledger.transaction (id, kind, cause_id, happened_at, recorded_at, branch_id, program_version)
  values (v_transaction, 'sale', p_id, p_happened, v_now, v_branch.id, v_program.version);
  if v_earned > v_repaid then
    insert into ledger.lot (id, account_id, origin_id, amount, remaining, expires_on, opened_at)
    values (v_lot, v_points.id, v_transaction, v_earned - v_repaid, v_earned - v_repaid, v_day + v_program.life, v_now);
  end if;
  insert into ledger.posting (span, transaction_id, line, account_id, unit, amount, lot_id)
  select (v_now::date - date '1970-01-01') / 32, v_transaction, row_number() over (), p.account_id, p.unit, p.amount,
         p.lot_id
    from (select t.account_id, t.unit, -t.part as amount, t.lot_id
            from unnest(v_taken.accounts, v_taken.units, v_taken.parts, v_taken.lots)
              as t (account_id, unit, part, lot_id)
           union all
          select a.id, m.unit, m.amount, null
            from (values ('points', 'redeemed', v_burned), ('principal', 'redeemed', v_from_principal),
                         ('bonus', 'redeemed', v_from_bonus),
                         ('coupon:' || p_coupon, 'redeemed', (p_coupon is not null)::int::bigint),
                         ('points', 'issued', -v_earned)) as m (unit, purpose, amount)
            join ledger.account a on a.unit = m.unit and a.purpose = m.purpose and a.holder_id is null
           where m.amount <> 0
           union all
          select v_points.id, 'points', v_earned - v_repaid, v_lot where v_earned > v_repaid
           union all
          select v_debt.id, 'points', v_repaid, null where v_repaid > 0) p;
  update ledger.account a set balance = a.balance + m.amount
    from (values (v_points.id, v_earned - v_repaid - v_burned), (v_principal.id, -v_from_principal),
                 (v_bonus.id, -v_from_bonus), (v_coupons.id, -(p_coupon is not null)::int::bigint),
                 (v_debt.id, v_repaid)) as m (id, amount)
   where a.id = m.id and m.amount <> 0;

  -- The receipt and its rows.
  v_receipt := json_build_object(
    'id', p_id, 'totalMinor', v_total, 'listedMinor', v_goods.total, 'roundingMinor', 0, 'changeMinor', 0,
    'points', v_earned, 'pointsBurned', v_burned, 'pointsBalance', v_points.balance + v_earned - v_repaid - v_burned,
    'principalMinor', v_principal.balance - v_from_principal, 'bonusMinor', v_bonus.balance - v_from_bonus,
    'pointsDebt', -coalesce(v_debt.balance, 0) - v_repaid, 'memberId', v_member,
    'member', v_member is not null, 'tier', null, 'tierMove', null,
    'programVersion', v_program.version,
    'lines', (select json_agg(json_build_object('no', no, 'quantity', quantity, 'listedMinor', listed,
                                                  'chargedMinor', charged,
                                                  'deductions', bench.deductions(p_coupon, off)) order by no)
                from unnest(p_quantities, v_goods.listed, v_charged, v_off)
                     with ordinality as l (quantity, listed, charged, off, no)),
    'tenders', (select json_agg(json_build_object('kind', kind, 'amountMinor', amount, 'givenMinor', null,
                                                    'code', null, 'count', 0, 'points', points,
                                                    'principalMinor', principal, 'bonusMinor', bonus))
                  from bench.tenders(v_total, v_burned, v_program.burn, v_program.minor, v_from_principal,
                                     v_from_bonus)),
    'couponsBack', '[]'::json);
  insert into sale.sale (id, fingerprint, kind, source, branch_id, member_id, day, happened_at, recorded_at, by_name,
                         program_version, total_minor, listed_minor, rounding_minor, change_minor, points,
                         points_burned, receipt)
  values (p_id, v_print, 'sale', 'api', v_branch.id, v_member, v_day, p_happened, v_now, 'bench', v_program.version,
          v_total, v_goods.total, 0, 0, v_earned, v_burned, v_receipt);
  insert into sale.line (sale_id, no, product_code, product_id, name, quantity, unit_price_minor, listed_minor,
                         charged_minor, deductions)
  select p_id, l.no, l.code, l.product_id, l.name, l.quantity, l.price, l.listed, l.charged,
         nullif(bench.deductions(p_coupon, l.off), '[]')
    from unnest(p_codes, v_goods.ids, v_goods.names, p_quantities, p_prices, v_goods.listed, v_charged, v_off)
         with ordinality as l (code, product_id, name, quantity, price, listed, charged, off, no);
  insert into sale.tender (sale_id, no, kind, amount_minor, points, principal_minor, bonus_minor)
  select p_id, row_number() over (), kind, amount, points, principal, bonus
    from bench.tenders(v_total, v_burned, v_program.burn, v_program.minor, v_from_principal, v_from_bonus);
  if p_coupon is not null then
    insert into wallet.coupon_use (id, code, member_id, branch_id, day, cause_id, on_return, at)
    values (bench.new_id(), p_coupon, v_member, v_branch.id, v_day, p_id, v_coupon ->> 'onReturn', v_now);
  end if;
  insert into house.event (kind, subject_id, body, recorded_at, by_kind)
  values ('sale.recorded', p_id,
          jsonb_build_object('kind', 'sale', 'memberId', v_member, 'branchId', v_branch.id, 'day', v_day,
                             'totalMinor', v_total, 'points', v_earned),
          v_now, 'key');
  return v_receipt;
end $$;
