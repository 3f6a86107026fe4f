begin;

alter publication alone add table public.heir;

alter publication pair drop table public.heir;

alter publication grows add table only public.base;

alter publication shrinks drop table only public.base, public.heir;

create publication new for table only public.base, public.lone;

commit;
