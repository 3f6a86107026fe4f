create function net(gross bigint, rate numeric default 0.081) returns bigint
  language sql immutable parallel safe
  as $$ select floor(gross / (1 + rate))::bigint $$;
create table prices (gross bigint, net bigint generated always as (net(gross)) stored);
create index prices_by_net on prices (net(gross));
