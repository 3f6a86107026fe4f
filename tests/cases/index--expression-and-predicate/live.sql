create table customers (id bigint primary key, email text, deleted_at timestamptz, data jsonb);
