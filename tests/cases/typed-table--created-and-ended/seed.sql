insert into public.was values (1, 'x');
insert into public.becomes values (2, 'y');
insert into public.other values (3, 'z');
