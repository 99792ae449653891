"""How passwords are stored."""

from django.contrib.auth import hashers


class Argon2(hashers.Argon2PasswordHasher):
    """Argon2id with 19 MiB and two passes (OWASP's first choice): Django's 100 MiB × 8 lanes let a few
    sign-ins at once fill a small machine."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
