insert into public.prices values (1, 5), (2, 7);
