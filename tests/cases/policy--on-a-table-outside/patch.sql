begin;

set local search_path = public;

create policy "Anyone reads avatars" on storage.objects for select to case_authenticated
    using (bucket_id = 'avatars');

create policy "Owners write avatars" on storage.objects to case_authenticated
    using (bucket_id = 'avatars' and owner is not null)
    with check (bucket_id = 'avatars');

commit;
