-- How many ten thousandths of a time a line earned points: what a return takes back goes by it (promises L2). Lines of
-- before this earned once.
alter table sale.line add column earn_times integer not null default 10000 check (earn_times >= 0);
