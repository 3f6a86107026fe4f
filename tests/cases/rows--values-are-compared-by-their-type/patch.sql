begin;

insert into public.t (id, n, f, ts, iv, js, jb, a, r, b, c, v, d, m, ms, ci, p, u, i, x, ids, ok, q) values (2, 3, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);

commit;
