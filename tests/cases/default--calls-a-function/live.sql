create function new_code() returns text language sql volatile as $$ select 'v1' $$;
create table coupons (id bigint primary key, code text not null default new_code());
