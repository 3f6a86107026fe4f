-- mutation: dictionaries
create text search configuration c (parser = "default");
alter text search configuration c add mapping for asciiword with simple;
-- to
create text search configuration c (parser = "default");
alter text search configuration c add mapping for asciiword with english_stem, simple;
