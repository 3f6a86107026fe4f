begin;

create table public.events (
    at date not null,
    kind text not null default 'view',
    user_id bigint,
    constraint events_pkey primary key (kind, at)
) partition by range (at);

create table public.a_events_2027 partition of public.events for values from ('2027-01-01') to ('2028-01-01') partition by list (kind);

create table public.a_events_2027_view partition of public.a_events_2027 for values in ('view');

create table public.a_events_2027_rest partition of public.a_events_2027 default;

set local search_path = public;

create table public.documents (
    id bigint not null,
    title text default 'untitled',
    constraint documents_title_check check (title <> '')
);

create table public.contracts (
    signed_at timestamp with time zone
) inherits (public.documents);

create table public.events_2026 partition of public.events for values from ('2026-01-01') to ('2027-01-01');

create index events_by_user on public.events (user_id);

alter table public.events add constraint events_user_id_fkey foreign key (user_id) references public.users (id);

comment on table public.events_2026 is 'this year';

commit;
