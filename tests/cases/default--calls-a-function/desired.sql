create function new_code(length integer) returns text language sql volatile as $$ select repeat('x', length) $$;
create table coupons (id bigint primary key, code text not null default new_code(8));
