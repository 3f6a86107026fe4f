create table customers (
  id bigint primary key,
  -- trueup: renamed from name
  full_name varchar(200) not null,
  constraint customers_name_check check (full_name <> '')
);
create index customers_by_name on customers (lower(full_name));
create view names as select id, full_name as name from customers;
create function touch() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger touch before update of full_name on customers for each row execute function touch();
