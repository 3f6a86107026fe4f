-- mutation: template
create text search template t (init = dsimple_init, lexize = dsimple_lexize);
create text search dictionary d (template = simple);
-- to
create text search template t (init = dsimple_init, lexize = dsimple_lexize);
create text search dictionary d (template = t);

-- mutation: options
create text search dictionary d (template = simple, stopwords = english);
-- to
create text search dictionary d (template = simple, stopwords = german);
