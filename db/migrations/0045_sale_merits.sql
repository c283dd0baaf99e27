-- Told once for every version of the program that begins to ask for tiers: what members bought before counts too.
create table sale.merit_telling (
  program_version integer primary key,
  program_id uuid not null,
  -- The last member that was told of.
  after_member uuid not null default '00000000-0000-0000-0000-000000000000',
  asked_at timestamptz not null,
  done_at timestamptz
);
