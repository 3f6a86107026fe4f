begin;

create table public.stripe_customers (
    user_id uuid not null,
    stripe_customer_id text not null,
    constraint stripe_customers_stripe_customer_id_key unique (stripe_customer_id)
);

-- blocks-writes: checking public.profiles.profiles_id_fkey reads
-- public.profiles while writes to it wait (1 row)
-- may-fail: fails if a row of public.profiles refers to none of auth.users (0
-- rows)
alter table public.profiles add constraint profiles_id_fkey foreign key (id) references auth.users (id) on delete cascade;

alter table public.stripe_customers add constraint stripe_customers_user_id_fkey foreign key (user_id) references auth.users (id);

commit;
