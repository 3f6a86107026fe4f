begin;

alter function public.price_net(bigint) rename to net_price;

commit;
