insert into public.person values (1, 'Anna', 'A'), (2, 'Änne', 'Ä');
