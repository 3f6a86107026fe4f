begin;

drop index public.words_like;

-- drops-data: drops extension pg_trgm with all that it brought (0 tables)
drop extension pg_trgm;

set local search_path = public;

create extension pg_trgm version '1.3';

-- blocks-writes: building index public.words_like reads public.words while
-- writes to it wait (2 rows)
create index words_like on public.words using gin (word gin_trgm_ops);

commit;
