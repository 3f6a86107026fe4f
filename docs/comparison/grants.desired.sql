-- A policy changed, a restrictive one new, an identity column stricter, a grant on one column, a comment.
create table public.notes (id bigint generated always as identity primary key, owner text not null, body text, shared boolean not null default false);
alter table public.notes enable row level security;
create policy "own notes" on public.notes using (owner = current_user or shared);
create policy "not the archive" on public.notes as restrictive using (body is not null);
grant select, insert on public.notes to app;
grant update (body) on public.notes to app;
comment on table public.notes is 'What users write.';
