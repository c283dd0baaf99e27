create schema goods;

create table goods.product (
  id uuid primary key,
  fingerprint text not null,
  code text not null,
  name text not null,
  category text not null default '',
  barcode text,
  price_minor bigint check (price_minor >= 0),
  recorded_at timestamptz not null,
  withdrawn_at timestamptz
);
create unique index product_code on goods.product (code) where withdrawn_at is null;
create unique index product_barcode on goods.product (barcode) where withdrawn_at is null and barcode is not null;
