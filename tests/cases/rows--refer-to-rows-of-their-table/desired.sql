create table public.groups (id int primary key, parent int references public.groups);
insert into public.groups values (1, null), (2, 4), (3, 4), (4, 1);
