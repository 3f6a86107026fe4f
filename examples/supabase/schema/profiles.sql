-- What everybody may see of a user; made with the user, by a trigger on the table of the platform.

create table public.profiles (
  user_id uuid primary key references auth.users (id) on delete cascade,
  display_name text not null check (char_length(display_name) between 1 and 80),
  updated_at timestamptz not null default now()
);
comment on table public.profiles is 'What everybody may see of a user.';

alter table public.profiles enable row level security;
create policy "Everyone reads profiles" on public.profiles for select to anon, authenticated using (true);
create policy "Users change their own profile" on public.profiles for update to authenticated
  using (user_id = (select auth.uid()))
  with check (user_id = (select auth.uid()));

revoke all on public.profiles from anon, authenticated;
grant select on public.profiles to anon, authenticated;
grant update (display_name) on public.profiles to authenticated;

create function public.make_profile() returns trigger
  language plpgsql security definer
  set search_path = ''
as $$
begin
  insert into public.profiles (user_id, display_name)
  values (new.id, coalesce(new.raw_user_meta_data ->> 'name', split_part(new.email, '@', 1)));
  return new;
end
$$;
revoke execute on function public.make_profile() from public, anon, authenticated;

create trigger make_profile after insert on auth.users
  for each row execute function public.make_profile();
