begin;

alter table public.events
    set (fillfactor=70, autovacuum_vacuum_scale_factor=0.01, toast.autovacuum_enabled=false),
    reset (autovacuum_enabled);

commit;
