SET search_path = '';
CREATE TABLE public.t (
    id bigint,
    at date,
    v integer DEFAULT 3
)
PARTITION BY RANGE (at);
CREATE TABLE public.t_1 (
    id bigint,
    at date,
    v integer DEFAULT 4
)
PARTITION BY LIST (v);
CREATE TABLE public.t_1_a (
    id bigint,
    at date,
    v integer DEFAULT 4
);
ALTER TABLE ONLY public.t ATTACH PARTITION public.t_1 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
ALTER TABLE ONLY public.t_1 ATTACH PARTITION public.t_1_a FOR VALUES IN (1, 2);
ALTER TABLE ONLY public.t ADD CONSTRAINT t_at_v_id_key UNIQUE (at, v, id);
ALTER TABLE ONLY public.t_1 ADD CONSTRAINT t_1_at_v_id_key UNIQUE (at, v, id);
ALTER TABLE ONLY public.t_1_a ADD CONSTRAINT t_1_a_at_v_id_key UNIQUE (at, v, id);
CREATE INDEX t_v ON ONLY public.t USING btree (v);
CREATE INDEX t_1_v_idx ON ONLY public.t_1 USING btree (v);
CREATE INDEX t_1_a_v_idx ON public.t_1_a USING btree (v);
ALTER INDEX public.t_v ATTACH PARTITION public.t_1_v_idx;
ALTER INDEX public.t_1_v_idx ATTACH PARTITION public.t_1_a_v_idx;
ALTER INDEX public.t_at_v_id_key ATTACH PARTITION public.t_1_at_v_id_key;
ALTER INDEX public.t_1_at_v_id_key ATTACH PARTITION public.t_1_a_at_v_id_key;
