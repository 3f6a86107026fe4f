begin;

drop view public.short_names;

drop view public.user_names;

-- drops-data: drops column public.users.nickname (1 value)
alter table public.users drop column nickname;

set local search_path = public;

create view public.user_names as
select id, name from users;

create view public.short_names as
select id, left(name, 3) as name from user_names;

comment on view public.short_names is 'For the badge';

commit;
