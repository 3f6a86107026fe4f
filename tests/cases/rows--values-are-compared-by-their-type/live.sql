create extension citext;
create type public.mood as enum ('sad', 'ok');
create domain public.short as varchar(5);
create table public.t (
    id int primary key, n numeric, f double precision, ts timestamptz, iv interval, js json, jb jsonb, a int[], r int4range,
    b bytea, c char(4), v varchar(6), d public.short, m public.mood, ms public.mood[], ci citext, p point, u uuid, i inet, x xml,
    ids smallint, ok boolean, q "char"
);
insert into public.t values (
    1, 1.50, 0.5, '2024-01-01 12:00+00', '1 day', '{"a": 1}', '{"a": 1, "b": [1, 2]}', '{1,2}', '[1,5)', '\x6869', 'ab', 'abc', 'abc',
    'ok', '{ok,sad}', 'Foo', '(1,2)', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '10.0.0.1', '<a/>', 2, true, 'x');
