-- trueup: renamed from price_net
create function net_price(gross bigint) returns bigint language sql immutable as $$ select gross * 100 / 108 $$;
create view nets as select net_price(500) as net;
