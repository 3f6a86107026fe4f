-- mutation: init
create text search template t (lexize = dsimple_lexize);
-- to
create text search template t (init = dsimple_init, lexize = dsimple_lexize);

-- mutation: lexize
create text search template t (lexize = dsimple_lexize);
-- to
create text search template t (lexize = dsynonym_lexize);
