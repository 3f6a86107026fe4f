begin;

create table public.members (
    team_id integer not null,
    user_id bigint not null
);

alter table public.members add constraint members_user_id_fkey foreign key (user_id) references public.users (id);

commit;
