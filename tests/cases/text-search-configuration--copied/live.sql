create text search configuration public.first (copy = pg_catalog.german);
