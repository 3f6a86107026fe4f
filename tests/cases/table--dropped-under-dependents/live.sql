create table plans (id bigint primary key, name text);
create table subscriptions (id bigint primary key, plan_id bigint references plans);
create view plan_names as select p.name, count(s.id) as subscribers from plans p left join subscriptions s on s.plan_id = p.id group by p.id;
create function plan_name(plan_id bigint) returns setof plans language sql stable
  as $$ select * from plans where id = plan_id $$;
