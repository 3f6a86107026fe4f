//! Queries as a person writes them and as PostgreSQL prints a view of them, read from a server.

/// The relations of the queries, with their columns.
pub const RELATIONS: &[(&str, &[(&str, &str)])] = &[
    (
        "public.users",
        &[
            ("id", "integer"),
            ("email", "public.email"),
            ("name", "character varying(20)"),
            ("mood", "public.mood"),
            ("created_at", "timestamp with time zone"),
        ],
    ),
    (
        "public.orders",
        &[
            ("id", "integer"),
            ("user_id", "integer"),
            ("amount", "numeric(10,2)"),
            ("state", "text"),
            ("at", "date"),
        ],
    ),
];

/// Rows of a query as written, and as printed of a view.
#[rustfmt::skip]
pub const QUERIES: &[(&str, &str)] = &[
    ("select * from users", "SELECT users.id,\n    users.email,\n    users.name,\n    users.mood,\n    users.created_at\n   FROM public.users;"),
    ("select id, name from users where name = 'a'", "SELECT users.id,\n    users.name\n   FROM public.users\n  WHERE ((users.name)::text = 'a'::text);"),
    ("select u.* from users u join orders o on o.user_id = u.id where o.state in ('paid','sent')", "SELECT u.id,\n    u.email,\n    u.name,\n    u.mood,\n    u.created_at\n   FROM (public.users u\n     JOIN public.orders o ON ((o.user_id = u.id)))\n  WHERE (o.state = ANY (ARRAY['paid'::text, 'sent'::text]));"),
    ("select u.name, count(*) from users u left join orders o on u.id = o.user_id group by u.name order by 2 desc", "SELECT u.name,\n    count(*) AS count\n   FROM (public.users u\n     LEFT JOIN public.orders o ON ((u.id = o.user_id)))\n  GROUP BY u.name\n  ORDER BY (count(*)) DESC;"),
    ("select name, sum(amount) as total from users u, orders o where o.user_id = u.id group by name having sum(amount) > 0 order by total", "SELECT u.name,\n    sum(o.amount) AS total\n   FROM public.users u,\n    public.orders o\n  WHERE (o.user_id = u.id)\n  GROUP BY u.name\n HAVING (sum(o.amount) > (0)::numeric)\n  ORDER BY (sum(o.amount));"),
    ("select id from users where exists (select 1 from orders where user_id = users.id and state = 'paid')", "SELECT users.id\n   FROM public.users\n  WHERE (EXISTS ( SELECT 1\n           FROM public.orders\n          WHERE ((orders.user_id = users.id) AND (orders.state = 'paid'::text))));"),
    ("select id from users where id in (select user_id from orders where amount > 10)", "SELECT users.id\n   FROM public.users\n  WHERE (users.id IN ( SELECT orders.user_id\n           FROM public.orders\n          WHERE (orders.amount > (10)::numeric)));"),
    ("with big as (select user_id, sum(amount) as total from orders group by 1) select * from big where total > 100", "WITH big AS (\n         SELECT orders.user_id,\n            sum(orders.amount) AS total\n           FROM public.orders\n          GROUP BY orders.user_id\n        )\n SELECT big.user_id,\n    big.total\n   FROM big\n  WHERE (big.total > (100)::numeric);"),
    ("select lower(email) as e, mood = 'a' as happy, f('x') from users", "SELECT lower((users.email)::text) AS e,\n    (users.mood = 'a'::public.mood) AS happy,\n    public.f('x'::text) AS f\n   FROM public.users;"),
    ("select distinct state from orders order by state", "SELECT DISTINCT orders.state\n   FROM public.orders\n  ORDER BY orders.state;"),
    ("select id::text, coalesce(name, 'none') from users limit 10 offset 5", "SELECT (users.id)::text AS id,\n    COALESCE(users.name, 'none'::character varying) AS \"coalesce\"\n   FROM public.users\n OFFSET 5\n LIMIT 10;"),
    ("select (select max(amount) from orders where user_id = u.id) as top from users u", "SELECT ( SELECT max(orders.amount) AS max\n           FROM public.orders\n          WHERE (orders.user_id = u.id)) AS top\n   FROM public.users u;"),
    ("select id, row_number() over (partition by user_id order by at desc) as n from orders", "SELECT orders.id,\n    row_number() OVER (PARTITION BY orders.user_id ORDER BY orders.at DESC) AS n\n   FROM public.orders;"),
    ("select count(distinct user_id) filter (where state = 'paid') from orders", "SELECT count(DISTINCT orders.user_id) FILTER (WHERE (orders.state = 'paid'::text)) AS count\n   FROM public.orders;"),
    ("select case when amount > 100 then 'big' else 'small' end as size from orders", "SELECT\n        CASE\n            WHEN (orders.amount > (100)::numeric) THEN 'big'::text\n            ELSE 'small'::text\n        END AS size\n   FROM public.orders;"),
    ("select a.id from users a cross join orders b", "SELECT a.id\n   FROM (public.users a\n     CROSS JOIN public.orders b);"),
    ("select t.id from (select id, name from users) t where t.name is not null", "SELECT t.id\n   FROM ( SELECT users.id,\n            users.name\n           FROM public.users) t\n  WHERE (t.name IS NOT NULL);"),
    ("select u.id from users u, lateral (select o.id from orders o where o.user_id = u.id limit 1) l", "SELECT u.id\n   FROM public.users u,\n    LATERAL ( SELECT o.id\n           FROM public.orders o\n          WHERE (o.user_id = u.id)\n         LIMIT 1) l;"),
    ("select array(select id from orders) as ids", "SELECT ARRAY( SELECT orders.id\n           FROM public.orders) AS ids;"),
    ("select 'x' as k, 1 as n, null as z, true as b", "SELECT 'x'::text AS k,\n    1 AS n,\n    NULL::text AS z,\n    true AS b;"),
    ("select id, email from users where created_at > now() - interval '7 days'", "SELECT users.id,\n    users.email\n   FROM public.users\n  WHERE (users.created_at > (now() - '7 days'::interval));"),
    ("select array_agg(id order by at) as ids, string_agg(state, ',') as s from orders", "SELECT array_agg(orders.id ORDER BY orders.at) AS ids,\n    string_agg(orders.state, ','::text) AS s\n   FROM public.orders;"),
    ("select extract(year from at) as y, date_trunc('month', at) as m from orders", "SELECT EXTRACT(year FROM orders.at) AS y,\n    date_trunc('month'::text, (orders.at)::timestamp with time zone) AS m\n   FROM public.orders;"),
    ("select users.id from public.users", "SELECT users.id\n   FROM public.users;"),
    ("select orders.amount * 2 as twice, -amount as neg from orders", "SELECT (orders.amount * (2)::numeric) AS twice,\n    (- orders.amount) AS neg\n   FROM public.orders;"),
    ("select max(o.at) from orders o where o.user_id = any (array[1, 2])", "SELECT max(o.at) AS max\n   FROM public.orders o\n  WHERE (o.user_id = ANY (ARRAY[1, 2]));"),
    ("select row_to_json(u) as j, f(case when id > 1 then 'x' end) as k from users u", "SELECT row_to_json(u.*) AS j,\n    public.f(\n        CASE\n            WHEN (u.id > 1) THEN 'x'::text\n            ELSE NULL::text\n        END) AS k\n   FROM public.users u;"),
    ("select distinct on (user_id) user_id, amount from orders order by user_id, amount desc", "SELECT DISTINCT ON (orders.user_id) orders.user_id,\n    orders.amount\n   FROM public.orders\n  ORDER BY orders.user_id, orders.amount DESC;"),
];
