create table avatars (id uuid primary key, object_id uuid references storage.objects);
