-- Receipts that a customer opens by the code on the paper: the till makes a secret for each, of which head office keeps
-- the hash alone.
create table device.e_receipt (
  secret_sha256 bytea primary key check (length(secret_sha256) = 32),
  sale_id uuid not null unique,
  event_hash text not null references device.event (hash),
  at timestamptz not null
);
create trigger append_only before update or delete on device.e_receipt
  for each statement execute function house.refuse_rewriting();
