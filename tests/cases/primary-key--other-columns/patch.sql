begin;

-- drops-data: drops column public.notes.member_id (0 values)
alter table public.notes
    drop column member_id,
    add column team_id bigint,
    add column user_id bigint;

-- drops-data: drops column public.members.id (1 value)
-- blocks-writes: building the index of public.members.members_pkey reads
-- public.members while writes to it wait (1 row)
-- may-fail: fails if rows of public.members have the same team_id, user_id (0
-- rows)
alter table public.members
    drop column id,
    add constraint members_pkey primary key (team_id, user_id);

-- blocks-writes: checking public.notes.notes_team_id_user_id_fkey reads
-- public.notes while writes to it wait (0 rows)
alter table public.notes add constraint notes_team_id_user_id_fkey foreign key (team_id, user_id) references public.members (team_id, user_id);

commit;
