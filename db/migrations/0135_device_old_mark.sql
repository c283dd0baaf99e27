-- X7: up to which number of an epoch head office's own rows were written down so long ago that every backup has them.
-- It grows with what tills ask and is proven by the rows themselves: a restored one begins where the backup stood.
create table device.old_mark (
  device_id uuid not null references device.log (device_id),
  epoch integer not null check (epoch >= 1),
  mark bigint not null check (mark >= 1),
  primary key (device_id, epoch)
);

-- Whether the till's program reads old marks: one of before takes no answer that has them.
alter table device.log add column reads_old_marks boolean not null default false;
