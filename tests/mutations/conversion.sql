-- mutation: default
create conversion c for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;
-- to
create default conversion c for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;

-- mutation: for
create conversion c for 'LATIN2' to 'UTF8' from iso8859_to_utf8;
-- to
create conversion c for 'LATIN3' to 'UTF8' from iso8859_to_utf8;

-- mutation: to
create conversion c for 'UTF8' to 'LATIN2' from utf8_to_iso8859;
-- to
create conversion c for 'UTF8' to 'LATIN3' from utf8_to_iso8859;

-- mutation: from
-- needs: 14
create function other(integer, integer, cstring, internal, integer, boolean) returns integer language c strict as '$libdir/utf8_and_iso8859_1', 'iso8859_1_to_utf8';
create conversion c for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;
-- to
create function other(integer, integer, cstring, internal, integer, boolean) returns integer language c strict as '$libdir/utf8_and_iso8859_1', 'iso8859_1_to_utf8';
create conversion c for 'LATIN1' to 'UTF8' from other;
