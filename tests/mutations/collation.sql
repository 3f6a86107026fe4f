-- mutation: provider
create collation c (provider = libc, locale = 'C');
-- to
create collation c (provider = icu, locale = 'en');

-- mutation: locale
create collation c (provider = icu, locale = 'en');
-- to
create collation c (provider = icu, locale = 'de');

-- mutation: lc_collate
create collation c (lc_collate = 'C', lc_ctype = 'C');
-- to
create collation c (lc_collate = 'POSIX', lc_ctype = 'C');

-- mutation: lc_ctype
create collation c (lc_collate = 'C', lc_ctype = 'C');
-- to
create collation c (lc_collate = 'C', lc_ctype = 'POSIX');

-- mutation: deterministic
create collation c (provider = icu, locale = 'en');
-- to
create collation c (provider = icu, locale = 'en', deterministic = false);

-- mutation: rules
create collation c (provider = icu, locale = 'und', rules = '&a < g');
-- to
create collation c (provider = icu, locale = 'und', rules = '&a < h');

-- mutation: version
create collation c (provider = icu, locale = 'de', version = '1');
-- to
create collation c (provider = icu, locale = 'de', version = '2');
