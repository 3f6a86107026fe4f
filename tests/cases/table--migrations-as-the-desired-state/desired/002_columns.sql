alter table customers add column if not exists email text, add column if not exists name text;
alter table customers rename column name to full_name;
alter table only customers alter column email set default '', add constraint customers_email_key unique (email);
alter table if exists missing add column x text;
alter index customers_name rename to customers_by_name;
