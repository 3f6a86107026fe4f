create function price(id bigint) returns bigint language sql as $$ select id $$;
create function price(id bigint, currency text) returns bigint language sql as $$ select id * 2 $$;
create function price(id bigint, currency text, at date default current_date) returns bigint language sql as $$ select id $$;
create function price(variadic ids bigint[]) returns bigint language sql as $$ select ids[1] $$;
