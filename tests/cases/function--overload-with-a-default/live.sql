create function slug(t text) returns text language sql immutable as 'select lower(t)';
create function code() returns text language sql as $$ select 'x' $$;
create function kept(t text) returns text language sql immutable as 'select upper(t)';
create table notes (
  id integer,
  label text default code(),
  slug text generated always as (slug(label)) stored,
  check (slug(label) <> '')
);
create index notes_by_slug on notes (slug(label));
create view slugs as select slug(label) as s, kept(label) as k from notes;
