begin;

alter table public.notes
    drop column slug,
    alter column label drop default,
    drop constraint notes_label_check;

drop function public.code();

drop view public.slugs;

drop function public.kept(text);

set local search_path = public;

create function public.code(n integer default 5)
    returns text
    language sql
as $$ select repeat('x', n) $$;

create function public.kept(t character varying)
    returns text
    language sql
    immutable
as $$select upper(t)$$;

drop index public.notes_by_slug;

drop function public.slug(text);

create function public.slug(t text, d text default '-')
    returns text
    language sql
    immutable
as $$select t || d$$;

-- rewrites-table: writes public.notes again under an access exclusive lock (0
-- rows)
-- blocks-writes: checking public.notes.notes_label_check reads public.notes
-- while writes to it wait (0 rows)
-- may-fail: fails if a row of public.notes does not satisfy slug(label) <> ''
alter table public.notes
    add column slug text generated always as (slug(label)) stored,
    alter column label set default code(),
    add constraint notes_label_check check (slug(label) <> '');

-- blocks-writes: building index public.notes_by_slug reads public.notes while
-- writes to it wait (0 rows)
create index notes_by_slug on public.notes (slug(label));

create view public.slugs as
select slug(label) as s, kept(label) as k from notes;

commit;
