begin;

set local search_path = public;

alter function public.price_net(bigint) rename to net_price;

commit;
