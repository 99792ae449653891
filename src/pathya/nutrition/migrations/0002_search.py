from django.db import migrations

# Names that hold what is typed at the start of a word, or sound nearly like it. The threshold is the function's own,
# so that the index is used whatever a connection has set.
SQL = """
CREATE FUNCTION nutrition_similar(typed text, viewer uuid) RETURNS SETOF nutrition_food
LANGUAGE sql STABLE SET pg_trgm.word_similarity_threshold = '0.45' AS $$
    SELECT * FROM nutrition_food
    WHERE typed <% search AND (owner_id IS NULL OR owner_id = viewer)
    ORDER BY word_similarity(typed, search) DESC, rank, length(name) LIMIT 50
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("nutrition", "0001_initial")]
    operations = [migrations.RunSQL(SQL, "DROP FUNCTION nutrition_similar(text, uuid)")]
