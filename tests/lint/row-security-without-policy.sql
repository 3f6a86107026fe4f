create table public.empty (id int); -- found row-security-without-policy
alter table public.empty enable row level security;

create table public.granted (id int); -- found row-security-without-policy
alter table public.granted enable row level security;
grant select on public.granted to authenticated, service_role;

-- Only a role whom row security does not bind has something to do here.
create table public.events (id int);
alter table public.events enable row level security;
grant select, insert on public.events to service_role;

create table public.ruled (id int);
alter table public.ruled enable row level security;
create policy p on public.ruled for select using (true);

create role worker bypassrls;
create table public.queue (id int);
alter table public.queue enable row level security;
grant all on public.queue to worker;
