insert into events values (1, 'paid', '2026-01-01'), (2, 'sent', '2026-01-02');
