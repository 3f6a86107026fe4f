create type public.place as (street text, town text);
create sequence public.numbers;
create table public.template (
    id bigint generated always as identity (start with 100) primary key,
    number integer not null default nextval('public.numbers'),
    price numeric(10, 2),
    taxed numeric generated always as (price * 1.2) stored,
    code character varying(8) collate "C" unique,
    during int4range,
    constraint sane check (template.price > 0) no inherit,
    check (length(code) > 2),
    exclude using gist (during with &&) where (price is not null)
);
create index on public.template (lower(code), number desc) where template.number > 1;
create unique index template_by_price on public.template (price) include (number);
comment on column public.template.price is 'before tax';
comment on constraint sane on public.template is 'no gifts';
comment on index public.template_by_price is 'for the list';
comment on index public.template_pkey is 'the key';
create table public.everything (
    first integer,
    like public.template including all,
    last integer,
    unique (first)
);
create table public.most (like public.template including all excluding identity excluding indexes);
create table public.bare (like public.template, check (price > 1));
create table public.address (id serial primary key, like public.place);
