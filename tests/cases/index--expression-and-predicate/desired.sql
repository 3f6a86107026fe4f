create table customers (id bigint primary key, email text, deleted_at timestamptz, data jsonb);
create unique index customers_email on customers (lower(email)) where deleted_at is null;
create index customers_plan on customers ((data ->> 'plan'), coalesce(email, ''), (id % 10));
create index on customers (upper(email));
