-- The data set of docs/performance.md as far as its tables exist:
-- 10,000 people, 200 nutritionists with full weeks, 20,000 consultations; 1,000,100 check-ins, sums of days and
-- 2,000,200 meals of the 2,740 people from 201 on, 365 days each. Repeatable: no random().

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
    notice_minutes, horizon_days, step_minutes, works_on_holidays, rating_sum, rating_count, medical_registration)
SELECT md5('nutritionist' || n)::uuid, md5('person' || n)::uuid, 'bench-' || n, '', 'Headline', '', 'About', '',
    '{MSc}', 'RD-' || n, '{en,hi}', 2012, 'methi', 'Asia/Kolkata', true, 10, 120, 30, 30, true, 0, 0, ''
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
    status, notes, fee_amount, fee_currency, time_zone, language, sequence, created_at, cancellation_reason, by_credit,
    move_reason, moves, summary)
SELECT md5('call' || n || '-' || c)::uuid, md5('nutritionist' || n)::uuid, md5('person' || 201 + (n * 49 + c) % 9800)::uuid,
    md5('kind')::uuid, start, start + interval '20 min', start + interval '30 min', 10,
    CASE WHEN start < now() THEN 'completed' ELSE 'scheduled' END, '', 0, 'INR', 'Asia/Kolkata', 'en', 0, now(), '', false, '', 0, ''
FROM generate_series(1, 200) n, generate_series(0, 99) c,
     LATERAL (SELECT ((current_date - 20 + c / 3)::timestamp + (10 + 3 * (c % 3)) * interval '1 hour'
                      + CASE WHEN c % 3 = 1 THEN interval '1 hour' ELSE interval '0' END) AT TIME ZONE 'Asia/Kolkata' AS start) at;
INSERT INTO journeys_checkin (person_id, day, weight_kg, energy, mood, sleep_hours, exercise_minutes, water_ml, notes, stamps,
    created_at, updated_at)
SELECT md5('person' || p)::uuid, current_date - d, 60 + d % 10, 1 + d % 10, 1 + (d + p) % 10, 6 + d % 3, d % 60, 250 * (d % 9), '',
    '{"energy": "2026-01-01T00:00:00+00:00"}', now(), now()
FROM generate_series(201, 2940) p, generate_series(0, 364) d;

INSERT INTO journeys_dayfood (person_id, day, meals, grams, nutrients, known, estimated, updated_at)
SELECT md5('person' || p)::uuid, current_date - d, 2, 800,
    '{"energy": 1500, "protein": 50, "carbohydrate": 200, "fat": 45, "fibre": 22, "iron": 11, "calcium": 600, "sodium": 1800}',
    '{"energy": 800, "protein": 800, "carbohydrate": 800, "fat": 800, "fibre": 700, "iron": 700, "calcium": 650, "sodium": 500}',
    '{iron,calcium}', now()
FROM generate_series(201, 2940) p, generate_series(0, 364) d;

INSERT INTO journeys_meal (id, person_id, day, at, kind, items, grams, nutrients, known, estimated, note, stamps, created_at)
SELECT gen_random_uuid(), md5('person' || p)::uuid, current_date - d, now() - make_interval(days => d),
    CASE m WHEN 0 THEN 'lunch' ELSE 'dinner' END, '[{"name": "Toor dal", "grams": 400, "measure": "katori", "count": 2}]', 400,
    '{"energy": 750, "protein": 25, "carbohydrate": 100, "fat": 22, "fibre": 11, "iron": 5.5, "calcium": 300, "sodium": 900}',
    '{"energy": 400, "protein": 400, "carbohydrate": 400, "fat": 400, "fibre": 350, "iron": 350, "calcium": 325, "sodium": 250}',
    '{iron,calcium}', '', '{}', now() - make_interval(days => d)
FROM generate_series(201, 2940) p, generate_series(0, 364) d, generate_series(0, 1) m;
ANALYZE;
