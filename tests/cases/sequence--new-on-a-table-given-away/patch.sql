begin;

alter table public.t alter column id drop identity;

create sequence public.t_id_seq owned by public.t.id;

select setval('public.t_id_seq', (select max(id) from public.t));

alter table public.t owner to case_writer;

create sequence public.plain_id_seq as integer owned by public.plain.id;

select setval('public.plain_id_seq', (select max(id) from public.plain));

create sequence public.plain_no owned by public.plain.id;

select setval('public.plain_no', (select max(id) from public.plain));

alter table public.plain owner to case_writer;

alter table public.t alter column id set default nextval('public.t_id_seq'::regclass);

alter table public.plain alter column id set default nextval('public.plain_id_seq'::regclass);

commit;
