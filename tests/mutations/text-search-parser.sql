create function start(internal, integer) returns internal language internal as 'prsd_start';
create function token(internal, internal, internal) returns internal language internal as 'prsd_nexttoken';
create function finish(internal) returns void language internal as 'prsd_end';
create function types(internal) returns internal language internal as 'prsd_lextype';

-- mutation: start
create text search parser p (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype);
-- to
create text search parser p (start = start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype);

-- mutation: gettoken
create text search parser p (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype);
-- to
create text search parser p (start = prsd_start, gettoken = token, end = prsd_end, lextypes = prsd_lextype);

-- mutation: end
create text search parser p (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype);
-- to
create text search parser p (start = prsd_start, gettoken = prsd_nexttoken, end = finish, lextypes = prsd_lextype);

-- mutation: lextypes
create text search parser p (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype);
-- to
create text search parser p (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = types);

-- mutation: headline
create text search parser p (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype);
-- to
create text search parser p (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype, headline = prsd_headline);
