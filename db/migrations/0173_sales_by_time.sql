-- New sales are the last by time, and PostgreSQL knows a way to the last page of an index, but none to the first:
-- sorted the other way round each of them was looked for from the top, and pages were left half empty. Newest first is
-- the same index read backwards.
drop index sale.sale_time;
create index sale_time on sale.sale (happened_at, id);
