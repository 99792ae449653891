"""The home page in English."""

from typing import Any

BOOK = {"label": "Book a free discovery call", "address": "/nutritionists/", "page": None, "weight": "main"}
HOW = {"label": "See how it works", "address": "#how", "page": None, "weight": "quiet"}
ABOUT = {"label": "About the practice", "address": "/about/", "page": None, "weight": "quiet"}

TITLE = "Pathya"
SEO_TITLE = "Functional nutrition from your own kitchen"
DESCRIPTION = (
    "Talk to a nutritionist about what you eat, how you feel and what you would like to change. The first call is free."
)

BODY: list[tuple[str, Any]] = [
    (
        "hero",
        {
            "eyebrow": "Functional nutrition for Indian kitchens",
            "title": "Food that is right for the path you are on",
            "text": "Talk to a nutritionist about what you eat, how you feel and what you would like to change. "
            "The first call is free and commits you to nothing.",
            "actions": [BOOK, HOW],
            "drawing": "methi",
            "show_next_slot": True,
        },
    ),
    (
        "features",
        {
            "title": "It begins with your own plate",
            "text": "Pathya is the old word for food that suits a person, their season and their stage of life. "
            "That is how we work.",
            "features": [
                {
                    "drawing": "millet",
                    "title": "Your food first",
                    "text": "Dal and roti, idli, fish curry, poha: advice begins with what is already cooked at home, "
                    "and with what you like.",
                },
                {
                    "drawing": "amla",
                    "title": "One person who knows you",
                    "text": "You choose your nutritionist, and it is the same person you meet each time.",
                },
                {
                    "drawing": "turmeric",
                    "title": "A reason with each suggestion",
                    "text": "You hear why a change is worth trying, so that you can decide what fits your days.",
                },
                {
                    "drawing": "curry-leaf",
                    "title": "Yours to keep private",
                    "text": "What you tell us about your health is seen by the people who care for you. "
                    "It is never sold and never used for advertising.",
                },
            ],
        },
    ),
    (
        "steps",
        {
            "title": "How it works",
            "anchor": "how",
            "steps": [
                {
                    "title": "Choose a nutritionist",
                    "text": "Read who they are, what they work on and which languages they speak.",
                },
                {
                    "title": "Pick a time that suits you",
                    "text": "You see the times that are really free, in your own time zone. Nobody rings you back.",
                },
                {
                    "title": "Talk",
                    "text": "Say what brings you here. At the end of the call you know whether we can help, and how. "
                    "Then decide in your own time.",
                },
            ],
        },
    ),
    (
        "nutritionists",
        {
            "title": "The people you can talk to",
            "text": "Each of them offers a free first call.",
            "chosen": [],
        },
    ),
    (
        "programs",
        {
            "title": "A few weeks, one step at a time",
            "text": "A plan for every week, a nutritionist who goes along, and food from your own kitchen.",
        },
    ),
    (
        "questions",
        {
            "title": "Questions people ask",
            "anchor": "questions",
            "questions": [
                {
                    "question": "What happens in a discovery call?",
                    "answer": "<p>You say what brings you here and what you eat on a usual day. The nutritionist tells "
                    "you how they would work with you and answers your questions. Nobody will press you to go on.</p>",
                },
                {
                    "question": "Is it really free?",
                    "answer": "<p>Yes. The discovery call costs nothing, and you need no card to book it.</p>",
                },
                {
                    "question": "Will I have to give up the food I like?",
                    "answer": "<p>We look for small changes to what you already cook before anything else. "
                    "What you change, and how fast, stays your decision.</p>",
                },
                {
                    "question": "Does this replace my doctor?",
                    "answer": "<p>No. Nutritionists do not diagnose illness and do not prescribe or stop medicines. "
                    "Please keep seeing your doctor, and tell your nutritionist about your treatment. "
                    "In an emergency call 112.</p>",
                },
                {
                    "question": "Which languages can I speak?",
                    "answer": "<p>This site is in English and Hindi. Each nutritionist’s page says which languages "
                    "they speak.</p>",
                },
                {
                    "question": "What if I can’t make it?",
                    "answer": "<p>Cancel from your account. You are shown what applies before you confirm, "
                    "and the time is free for somebody else.</p>",
                },
                {
                    "question": "What happens with what I tell you?",
                    "answer": '<p>We keep what we need to look after you, and nothing else. <a href="/privacy/">Our '
                    "privacy notice</a> lists it item by item.</p>",
                },
            ],
        },
    ),
    (
        "call_to_action",
        {
            "title": "Begin with a conversation",
            "text": "Pick a free time that suits you. You can cancel it whenever you like.",
            "actions": [BOOK, ABOUT],
            "drawing": "coconut",
        },
    ),
]
