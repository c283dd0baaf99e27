-- How long a commit of next to nothing takes while others sell, told by the server's own clock: no sale can be durable
-- sooner than that.
create table bench.committed (at timestamptz not null);

create procedure bench.commits(p_seconds double precision, inout p_ms double precision[]) language plpgsql as $$
declare
  v_end timestamptz := clock_timestamp() + make_interval(secs => p_seconds);
  v_from timestamptz;
begin
  while clock_timestamp() < v_end loop
    perform pg_sleep(0.02);
    v_from := clock_timestamp();
    insert into bench.committed values (v_from);
    commit;
    p_ms := p_ms || (extract(epoch from clock_timestamp() - v_from) * 1000)::double precision;
  end loop;
end $$;
