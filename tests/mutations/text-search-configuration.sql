create text search parser p (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype);

-- mutation: parser
create text search configuration c (parser = "default");
-- to
create text search configuration c (parser = p);
