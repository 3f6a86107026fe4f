-- trueup: renamed from net_price
create function price_net(gross bigint) returns bigint language sql immutable as $$ select gross * 100 / 108 $$;
create view nets as select price_net(500) as net;
