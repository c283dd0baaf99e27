-- Official holidays and make-up days as the chain corrects or adds them; the rest comes with the program.

create table org.official_day (
  date date primary key,
  -- `plain` takes a day that came with the program out again.
  kind text not null check (kind in ('rest', 'work', 'plain')),
  name_zh text not null,
  name_en text not null,
  kept_at timestamptz not null,
  by_id uuid
);
