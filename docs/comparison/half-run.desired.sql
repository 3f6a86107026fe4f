-- The Stripe tables on stubs of the platform that they stand on.
\ir ../../examples/supabase/platform.sql
\ir ../../schema/stripe.sql
