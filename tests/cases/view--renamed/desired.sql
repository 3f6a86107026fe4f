create table t (id bigint);
-- trueup: renamed from t_all
create view all_of_t as select id from t;
create view t_some as select id from all_of_t;
