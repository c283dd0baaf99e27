create schema club;

-- F1: what somebody wrote (C46). The words never change; how it stands is said by the acts of staff alone.
create table club.post (
  id uuid primary key,
  -- The order in which they were taken: ids are made by devices.
  nth bigint generated always as identity,
  fingerprint text not null,
  kind text not null check (kind in ('topic', 'reply', 'review')),
  -- What a reply stands under: a topic, or a review that the house answers.
  on_id uuid references club.post (id),
  -- Null is the house itself. After a merge still the one who wrote it.
  member_id uuid,
  title text not null default '',
  body text not null check (body <> ''),
  product_code text,
  stars smallint check (stars between 1 and 5),
  -- F3: the receipt that says that the product was bought.
  sale_id uuid,
  -- The day of the chain it was written on: limits are by day.
  day date not null,
  at timestamptz not null,
  by_id uuid,
  by_name text not null,
  hidden boolean not null default false,
  pinned boolean not null default false,
  constraint replies_stand_under_something check ((kind = 'reply') = (on_id is not null)),
  constraint topics_have_titles check ((kind = 'topic') = (title <> '')),
  constraint reviews_are_of_what_was_bought check (
    case kind when 'review' then num_nonnulls(product_code, stars, sale_id, member_id) = 4
              else num_nonnulls(product_code, stars, sale_id) = 0 end),
  constraint only_topics_are_pinned check (kind = 'topic' or not pinned)
);
create index post_newest on club.post (kind, nth desc);
create index post_under on club.post (on_id, nth) where on_id is not null;
create index post_of_product on club.post (product_code, nth desc) where kind = 'review';
create index post_member on club.post (member_id, day) where member_id is not null;
-- F3: once for a product.
create unique index review_once on club.post (member_id, product_code) where kind = 'review';

create function club.refuse_other_post() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE'
     or (new.id, new.nth, new.fingerprint, new.kind, new.on_id, new.member_id, new.title, new.body, new.product_code,
         new.stars, new.sale_id, new.day, new.at, new.by_id, new.by_name)
        is distinct from (old.id, old.nth, old.fingerprint, old.kind, old.on_id, old.member_id, old.title, old.body,
         old.product_code, old.stars, old.sale_id, old.day, old.at, old.by_id, old.by_name) then
    raise exception 'F1: what was written stays as it was written' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger only_stands_otherwise before update or delete on club.post for each row execute function
  club.refuse_other_post();

-- F2: one level of replies, and a review is answered by the house alone.
create function club.refuse_misplaced_reply() returns trigger language plpgsql as $$
declare
  under text;
begin
  select kind into under from club.post where id = new.on_id;
  if under = 'reply' or (under = 'review' and new.member_id is not null) then
    raise exception 'F2: a reply stands under a topic, or is the answer of the house to a review'
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger well_placed before insert on club.post for each row when (new.on_id is not null) execute function
  club.refuse_misplaced_reply();

-- F5: what staff did about a post, with the reason.
create table club.moderation (
  id uuid primary key,
  nth bigint generated always as identity,
  fingerprint text not null,
  post_id uuid not null references club.post (id),
  act text not null check (act in ('hidden', 'shown', 'pinned', 'unpinned')),
  reason text not null default '',
  at timestamptz not null,
  by_id uuid,
  by_name text not null,
  constraint hidden_for_a_reason check (act <> 'hidden' or reason <> '')
);
create index moderation_of on club.moderation (post_id, nth desc);
create trigger append_only before update or delete on club.moderation for each statement execute function
  house.refuse_rewriting();

-- F4: the name a member is shown by; the last one counts, and none is ever given to somebody else.
create table club.nickname (
  id uuid primary key,
  nth bigint generated always as identity,
  fingerprint text not null,
  member_id uuid not null,
  nickname text not null,
  at timestamptz not null
);
create unique index nickname_once on club.nickname (lower(nickname));
create index nickname_of on club.nickname (member_id, nth desc);
create trigger append_only before update or delete on club.nickname for each statement execute function
  house.refuse_rewriting();

-- F6: how much a member may write a day; the last word counts.
create table club.rules (
  id uuid primary key,
  nth bigint generated always as identity,
  fingerprint text not null,
  posts_a_day smallint not null check (posts_a_day between 1 and 200),
  reviews_a_day smallint not null check (reviews_a_day between 1 and 200),
  at timestamptz not null,
  by_id uuid,
  by_name text not null
);
create trigger append_only before update or delete on club.rules for each statement execute function
  house.refuse_rewriting();

create table club.refusal (
  id uuid primary key,
  kind text not null,
  fingerprint text not null,
  code text not null,
  details jsonb not null,
  recorded_at timestamptz not null,
  by_id uuid
);
create trigger append_only before update or delete on club.refusal for each statement execute function
  house.refuse_rewriting();

create function club.audit_laws() returns setof text language sql stable as $$
  values ('F3 a review is of what was bought'), ('F5 a post stands as its last act says')
$$;

create function club.audit() returns table (law text, subject text, detail text) language sql stable as $$
  select 'F3 a review is of what was bought', p.id::text, p.product_code
    from club.post p
   where p.kind = 'review'
     and not exists (select from sale.line l where l.sale_id = p.sale_id and l.product_code = p.product_code)
  union all
  select 'F5 a post stands as its last act says', p.id::text,
         case when p.hidden then 'hidden' else 'shown' end || case when p.pinned then ', pinned' else '' end
    from club.post p
    left join lateral (select act from club.moderation m where m.post_id = p.id and act in ('hidden', 'shown')
                        order by nth desc limit 1) h on true
    left join lateral (select act from club.moderation m where m.post_id = p.id and act in ('pinned', 'unpinned')
                        order by nth desc limit 1) i on true
   where p.hidden <> coalesce(h.act = 'hidden', false) or p.pinned <> coalesce(i.act = 'pinned', false)
$$;
