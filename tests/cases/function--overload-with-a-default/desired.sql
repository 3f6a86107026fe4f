create function slug(t text, d text default '-') returns text language sql immutable as 'select t || d';
create function code(n integer default 5) returns text language sql as $$ select repeat('x', n) $$;
create function kept(t character varying) returns text language sql immutable as 'select upper(t)';
create table notes (
  id integer,
  label text default code(),
  slug text generated always as (slug(label)) stored,
  check (slug(label) <> '')
);
create index notes_by_slug on notes (slug(label));
create view slugs as select slug(label) as s, kept(label) as k from notes;
