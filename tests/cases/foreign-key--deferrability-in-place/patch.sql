begin;

alter table public.nodes alter constraint nodes_next deferrable initially deferred;

commit;
