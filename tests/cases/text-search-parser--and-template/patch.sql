begin;

alter text search parser public.old rename to renamed;

drop text search parser public.renamed;

create schema app;

set local search_path = public;

create text search parser app.words (
    start = prsd_start,
    gettoken = prsd_nexttoken,
    end = prsd_end,
    lextypes = prsd_lextype,
    headline = prsd_headline
);

create text search parser public.renamed (
    start = prsd_start,
    gettoken = prsd_nexttoken,
    end = prsd_end,
    lextypes = prsd_lextype,
    headline = prsd_headline
);

create text search configuration app.c (parser = app.words);

alter text search configuration app.c add mapping for word with pg_catalog.simple;

comment on text search parser public.renamed is 'an old one';

commit;
