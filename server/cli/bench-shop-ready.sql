do $$
declare
  missing text;
begin
  for missing in select definition from bench.index_away loop
    execute missing;
  end loop;
end $$;
drop table bench.index_away;
