do $$
begin
  if not exists (select from pg_roles where rolname = 'reader_of_reports') then
    create role reader_of_reports login;
  end if;
end
$$;
create table reports (id bigint primary key);
grant select on reports to reader_of_reports;
