create schema storage;
create table storage.objects (id uuid primary key, bucket_id text, owner uuid);
alter table storage.objects enable row level security;
create policy "Kept" on storage.objects for select using (bucket_id = 'public');
