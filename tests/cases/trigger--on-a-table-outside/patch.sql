begin;

set local search_path = public;

create function public.handle_new_user()
    returns trigger
    language plpgsql
    security definer
    set search_path to ''
as $$ begin insert into public.profiles values (new.id, new.email); return new; end $$;

create trigger on_auth_user_created
    after insert on auth.users
    for each row
    execute function public.handle_new_user();

commit;
