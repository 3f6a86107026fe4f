create unlogged table sessions (id uuid primary key, payload jsonb);
