create table public.own (a integer);
revoke insert on auth.users from case_landlord;
revoke update on auth.users from case_landlord;
grant usage on schema auth to case_tenant;
