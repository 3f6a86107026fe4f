begin;

alter table public.sub
    no inherit public.base,
    no inherit public.other,
    inherit public.base,
    inherit public.other;

commit;
