begin;

create schema app;

set local search_path = public;

create text search dictionary app.plain (template = pg_catalog.simple, stopwords = 'english', accept = 'false');

create text search configuration app.own (parser = pg_catalog."default");

alter text search configuration app.own add mapping for asciiword, word with app.plain, pg_catalog.simple;

alter text search configuration app.own add mapping for email with pg_catalog.simple;

-- rewrites-table: writes public.doc again under an access exclusive lock (0
-- rows)
alter table public.doc add column words tsvector generated always as (to_tsvector('app.own'::regconfig, body)) stored;

-- blocks-writes: building index public.doc_words reads public.doc while writes
-- to it wait (0 rows)
create index doc_words on public.doc using gin (words);

alter text search configuration app.own owner to case_reader;

alter text search dictionary app.plain owner to case_reader;

comment on text search configuration app.own is 'our own';

comment on text search dictionary app.plain is 'no stop words';

commit;
