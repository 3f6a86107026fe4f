create schema app;
create text search parser app.words (
    start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, headline = prsd_headline, lextypes = prsd_lextype
);
create text search configuration app.c (parser = app.words);
alter text search configuration app.c add mapping for word with simple;
create text search parser public.old (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, headline = prsd_headline, lextypes = prsd_lextype);
alter text search parser public.old rename to renamed;
comment on text search parser public.renamed is 'an old one';
