insert into app.logs_0 select 1, t, '2026-01-01' from generate_series(1, 9) t where satisfies_hash_partition('app.logs'::regclass, 2, 0, t);
