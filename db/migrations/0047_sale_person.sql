-- Whose card it was, where several share an account (C10, C12); null where it was the account's own.
alter table sale.sale add column person_id uuid;
create index sale_person on sale.sale (person_id, day) where person_id is not null;
