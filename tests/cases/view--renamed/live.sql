create table t (id bigint);
-- trueup: renamed from all_of_t
create view t_all as select id from t;
create view t_some as select id from t_all;
