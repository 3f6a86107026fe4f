create table invoices (id bigint primary key, closed boolean, at timestamptz);
create function touch() returns trigger language plpgsql as $$ begin return new; end $$;
