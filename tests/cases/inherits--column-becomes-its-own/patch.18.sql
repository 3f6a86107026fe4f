begin;

alter table public.sub
    no inherit public.base,
    no inherit public.other,
    inherit public.base,
    inherit public.other;

alter table public.base alter constraint base_id_not_null no inherit;

alter table public.other alter constraint other_id_not_null no inherit;

alter table public.sub alter column id drop not null;

alter table public.base alter constraint base_id_not_null inherit;

alter table public.other alter constraint other_id_not_null inherit;

commit;
