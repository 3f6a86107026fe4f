create table customers (
  id bigint primary key,
  -- trueup: renamed from full_name
  name text not null,
  constraint customers_name_check check (name <> '')
);
create index customers_by_name on customers (lower(name));
create view names as select id, name from customers;
create function touch() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger touch before update of name on customers for each row execute function touch();
