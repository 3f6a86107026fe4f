begin;

update storage.buckets set public = true, allowed_mime_types = array['image/png'] where id = 'avatars';

insert into storage.buckets (id, name, public, allowed_mime_types) values ('files', 'files', false, null);

commit;
