create table public.t (a int primary key);
insert into storage.buckets (id, name, public, allowed_mime_types) values
    ('avatars', 'avatars', true, array['image/png']),
    ('files', 'files', false, null)
on conflict (id) do update set public = excluded.public, allowed_mime_types = excluded.allowed_mime_types;
