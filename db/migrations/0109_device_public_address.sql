-- What the program said at its start: where phones reach it. Null where nobody set an address.
create table device.public_address (
  one boolean primary key default true check (one),
  url text,
  said_at timestamptz not null
);
