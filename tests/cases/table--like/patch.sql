begin;

set local search_path = public;

create table public.everything (
    first integer,
    id bigint not null generated always as identity (start with 100),
    number integer not null default nextval('public.numbers'),
    price numeric(10,2),
    taxed numeric generated always as (price * 1.2) stored,
    code character varying(8) collate "C",
    during int4range,
    last integer,
    constraint everything_first_key unique (first),
    constraint sane check (price > 0) no inherit,
    constraint template_code_check check (length(code) > 2),
    constraint everything_pkey primary key (id),
    constraint everything_code_key unique (code),
    constraint everything_during_excl exclude using gist (during with &&) where (price is not null)
);

create table public.most (
    id bigint not null,
    number integer not null default nextval('public.numbers'),
    price numeric(10,2),
    taxed numeric generated always as (price * 1.2) stored,
    code character varying(8) collate "C",
    during int4range,
    constraint sane check (price > 0) no inherit,
    constraint template_code_check check (length(code) > 2)
);

create table public.bare (
    id bigint not null,
    number integer not null,
    price numeric(10,2),
    taxed numeric,
    code character varying(8) collate "C",
    during int4range,
    constraint bare_price_check check (price > 1)
);

create sequence public.address_id_seq as integer;

create table public.address (
    id integer not null default nextval('public.address_id_seq'::regclass),
    street text,
    town text,
    constraint address_pkey primary key (id)
);

alter sequence public.address_id_seq owned by public.address.id;

create index everything_lower_number_idx on public.everything (lower(code), number desc) where number > 1;

create unique index everything_price_number_idx on public.everything (price) include (number);

comment on column public.everything.price is 'before tax';

comment on constraint sane on public.everything is 'no gifts';

comment on index public.everything_pkey is 'the key';

comment on index public.everything_price_number_idx is 'for the list';

comment on column public.most.price is 'before tax';

comment on constraint sane on public.most is 'no gifts';

commit;
