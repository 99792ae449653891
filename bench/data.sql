-- The data set of docs/performance.md as far as its tables exist:
-- 10,000 people, 200 nutritionists with full weeks, 20,000 consultations. Repeatable: no random().

INSERT INTO accounts_user (id, password, email, first_name, last_name, phone, role, language, time_zone, is_active, is_superuser, joined_at, session_epoch)
SELECT md5('person' || n)::uuid, '!', 'person' || n || '@bench.example', 'Person', n::text, '',
       CASE WHEN n <= 200 THEN 'nutritionist' ELSE 'client' END, 'en', 'Asia/Kolkata', true, false, now(), 0
FROM generate_series(1, 10000) n;

INSERT INTO account_emailaddress (user_id, email, verified, "primary")
SELECT id, email, true, true FROM accounts_user WHERE email LIKE '%@bench.example';

INSERT INTO nutritionists_consultationkind (id, slug, name_en, name_hi, summary_en, summary_hi, position)
VALUES (md5('kind')::uuid, 'bench-discovery', 'Discovery call', '', '', '', 9);

INSERT INTO nutritionists_nutritionist (id, user_id, slug, name_hi, headline_en, headline_hi, about_en, about_hi,
    qualifications, registration_number, languages, practising_since, emblem, time_zone, is_listed, buffer_minutes,
    notice_minutes, horizon_days, step_minutes, works_on_holidays, rating_sum, rating_count)
SELECT md5('nutritionist' || n)::uuid, md5('person' || n)::uuid, 'bench-' || n, '', 'Headline', '', 'About', '',
    '{MSc}', 'RD-' || n, '{en,hi}', 2012, 'methi', 'Asia/Kolkata', true, 10, 120, 30, 30, true, 0, 0
FROM generate_series(1, 200) n;

INSERT INTO nutritionists_offer (nutritionist_id, kind_id, duration_minutes, fee_amount, fee_currency, is_active)
SELECT id, md5('kind')::uuid, 20, 0, 'INR', true FROM nutritionists_nutritionist WHERE slug LIKE 'bench-%';

INSERT INTO nutritionists_weeklyhours (nutritionist_id, weekday, start_minute, end_minute, is_break)
SELECT id, weekday, hours.begins, hours.ends, hours.rest
FROM nutritionists_nutritionist, generate_series(0, 6) weekday,
     (VALUES (540, 1140, false), (780, 840, true)) hours (begins, ends, rest)
WHERE slug LIKE 'bench-%';

-- 100 calls each: three a day from 25 days ago on, at fixed half hours, each by a client of its own that day.
INSERT INTO consultations_consultation (id, nutritionist_id, client_id, kind_id, starts_at, ends_at, busy_until, buffer_minutes,
    status, notes, fee_amount, fee_currency, time_zone, language, sequence, created_at, cancellation_reason)
SELECT md5('call' || n || '-' || c)::uuid, md5('nutritionist' || n)::uuid, md5('person' || 201 + (n * 49 + c) % 9800)::uuid,
    md5('kind')::uuid, start, start + interval '20 min', start + interval '30 min', 10,
    CASE WHEN start < now() THEN 'completed' ELSE 'scheduled' END, '', 0, 'INR', 'Asia/Kolkata', 'en', 0, now(), ''
FROM generate_series(1, 200) n, generate_series(0, 99) c,
     LATERAL (SELECT ((current_date - 20 + c / 3)::timestamp + (10 + 3 * (c % 3)) * interval '1 hour'
                      + CASE WHEN c % 3 = 1 THEN interval '1 hour' ELSE interval '0' END) AT TIME ZONE 'Asia/Kolkata' AS start) at;
ANALYZE;
