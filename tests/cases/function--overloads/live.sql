create function price(id bigint) returns bigint language sql as $$ select id $$;
create function price(id bigint, currency text) returns bigint language sql as $$ select id $$;
create function price(id bigint, currency varchar) returns bigint language sql as $$ select id + 1 $$;
