-- F7: so many likes unlock a coupon (集赞, C44). What is offered never changes; it may be ended before its last day.
create table club.like_offer (
  id uuid primary key,
  -- Short: it stands in the tag of whoever joins by it.
  no bigint generated always as identity unique,
  fingerprint text not null,
  title_zh text not null,
  title_en text not null,
  words_zh text not null,
  words_en text not null,
  -- The N of “N likes unlock it”.
  needed integer not null check (needed between 2 and 500),
  coupon_code text not null,
  first_on date not null,
  last_on date not null,
  -- How many members may win at most.
  most integer not null check (most between 1 and 1000000),
  -- Whether only members' likes count.
  members_only boolean not null,
  -- The application form that friends who are no members yet are led to.
  form_code text,
  at timestamptz not null,
  by_id uuid,
  by_name text not null,
  constraint titled_in_a_language check (title_zh <> '' or title_en <> ''),
  constraint ends_after_it_begins check (last_on >= first_on),
  constraint needed_of_an_offer unique (id, needed)
);
create trigger append_only before update or delete on club.like_offer for each statement execute function
  house.refuse_rewriting();

create table club.like_offer_ending (
  id uuid primary key,
  fingerprint text not null,
  offer_id uuid not null unique references club.like_offer (id),
  at timestamptz not null,
  by_id uuid,
  by_name text not null
);
create trigger append_only before update or delete on club.like_offer_ending for each statement execute function
  house.refuse_rewriting();

-- F9: how many have won; locked by whoever wins, so that two last ones stand in a row.
create table club.like_offer_wins (
  offer_id uuid primary key references club.like_offer (id),
  most integer not null,
  wins integer not null default 0,
  constraint no_more_than_offered check (wins between 0 and most)
);

-- F7: what one member collects.
create table club.collection (
  id uuid primary key,
  nth bigint generated always as identity,
  fingerprint text not null,
  offer_id uuid not null,
  -- Who collects; after a merge still the one who began.
  member_id uuid not null,
  -- Stands in the address that is passed on; names nobody.
  code text not null unique check (code ~ '^[0-9A-HJKMNP-TV-Z]{10}$'),
  -- The browser it was begun in, which gives no like to it.
  device_id uuid,
  needed integer not null,
  likes integer not null default 0,
  coupon_id uuid unique,
  at timestamptz not null,
  won_at timestamptz,
  foreign key (offer_id, needed) references club.like_offer (id, needed),
  constraint one_of_each_member unique (offer_id, member_id),
  constraint no_more_than_needed check (likes between 0 and needed),
  -- F9: the last like and the coupon are one statement.
  constraint unlocked_by_the_last_like check ((likes = needed) = (coupon_id is not null)),
  constraint won_at_a_moment check ((coupon_id is null) = (won_at is null))
);
create index collection_newest on club.collection (offer_id, nth desc);
create index collection_member on club.collection (member_id);

create function club.refuse_other_collection() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or new.likes <> old.likes + 1 or old.coupon_id is not null
     or (new.id, new.nth, new.fingerprint, new.offer_id, new.member_id, new.code, new.device_id, new.needed, new.at)
        is distinct from (old.id, old.nth, old.fingerprint, old.offer_id, old.member_id, old.code, old.device_id,
         old.needed, old.at) then
    raise exception 'F7: a collection grows by one like, until it has them all'
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger only_grows before update or delete on club.collection for each row execute function
  club.refuse_other_collection();

-- F8: who liked. A friend is a browser, and a member where we know which.
create table club.like_given (
  id uuid primary key,
  nth bigint generated always as identity,
  fingerprint text not null,
  collection_id uuid not null references club.collection (id),
  device_id uuid not null,
  friend_id uuid,
  -- A keyed mark of the network address, another one each day: tells two apart and leads to nobody.
  network bytea not null check (length(network) = 16),
  day date not null,
  at timestamptz not null,
  constraint one_of_each_device unique (collection_id, device_id)
);
create unique index like_of_each_friend on club.like_given (collection_id, friend_id) where friend_id is not null;
create index like_network on club.like_given (collection_id, day, network);
create index like_device on club.like_given (device_id, day);
create trigger append_only before update or delete on club.like_given for each statement execute function
  house.refuse_rewriting();

create function club.audit_likes_laws() returns setof text language sql stable as $$
  values ('F8 a collection has the likes it counts'), ('F9 who has them all has one coupon, and nobody else'),
         ('F9 no more have won than was offered')
$$;

create function club.audit_likes() returns table (law text, subject text, detail text) language sql stable as $$
  select 'F8 a collection has the likes it counts', c.id::text, c.likes || ', given ' || count(l.id)
    from club.collection c left join club.like_given l on l.collection_id = c.id
   group by c.id having c.likes <> count(l.id)
  union all
  select 'F9 who has them all has one coupon, and nobody else', c.id::text, coalesce(c.coupon_id::text, 'none')
    from club.collection c
    left join wallet.coupon k on k.id = c.coupon_id and k.cause_id = c.id
   where (c.likes = c.needed) <> (k.id is not null)
  union all
  select 'F9 no more have won than was offered', o.id::text, w.wins || ' counted, ' || count(c.id) || ' of ' || o.most
    from club.like_offer o
    left join club.like_offer_wins w on w.offer_id = o.id
    left join club.collection c on c.offer_id = o.id and c.coupon_id is not null
   group by o.id, w.wins having w.wins is distinct from count(c.id) or count(c.id) > o.most
$$;
