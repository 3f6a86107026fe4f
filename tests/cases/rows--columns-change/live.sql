create table public.tariffs (code text primary key, price text, label text);
insert into public.tariffs values ('a', '1', 'A'), ('b', '2', 'B'), ('own', '5', 'Own');
