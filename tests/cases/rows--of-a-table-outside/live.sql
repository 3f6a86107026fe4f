create table public.t (a int primary key);
insert into storage.buckets (id, name, public) values ('avatars', 'avatars', false), ('own', 'own', false);
