do $$ begin
  if not exists (select 1 from pg_type where typname = 'subscription_status') then
    create type subscription_status as enum ('active', 'canceled');
  end if;
end $$;
DO $$
BEGIN
  CREATE TYPE plan_interval AS ENUM ('month', 'year');
EXCEPTION
  WHEN duplicate_object THEN NULL;
END
$$;
create table subscriptions (id bigint primary key);
