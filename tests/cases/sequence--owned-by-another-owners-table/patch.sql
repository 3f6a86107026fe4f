begin;

alter sequence public.moving owned by none;

alter sequence public.freed owned by none;

alter sequence public.given_too owned by public.given.c;

alter table public.given owner to case_writer;

alter sequence public.theirs owned by public.given.c;

alter table public.left_behind owner to case_reader;

alter sequence public.s owner to case_writer;

alter sequence public.s owned by public.t.c;

alter sequence public.moving owner to case_writer;

alter sequence public.moving owned by public.t.c;

create sequence public.t_id_seq as integer;

-- rewrites-table: writes public.t again under an access exclusive lock (0 rows)
alter table public.t add column id integer not null default nextval('public.t_id_seq'::regclass);

alter sequence public.t_id_seq owner to case_writer;

alter sequence public.t_id_seq owned by public.t.id;

commit;
