SET client_encoding = 'UTF8';
INSERT INTO public.leads (id, full_name, email, company_name, created_at) VALUES (10, 'Mónica Peña', 'monica@bilbao.example', 'Peña; Hijos (S.L.)', '2024-02-29 08:00:00+00');
INSERT INTO public.leads (id, full_name, email, company_name, created_at) VALUES (11, 'Jon', 'jon@bilbao.example', NULL, now());
