insert into public.t values (1, 'x');
