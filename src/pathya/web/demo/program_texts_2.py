"""Two more programs of the demo practice, in English and Hindi."""

from typing import Any

from pathya.web.demo.program_texts import (
    CALM_GUT,
    DOCTOR,
    FAMILY,
    LISTS,
    PAUSE,
    PERSON,
    PLAN,
    RECIPES,
    STEADY_SUGAR,
    STEPS,
)

IN_RHYTHM: dict[str, Any] = {
    "slug": "in-rhythm",
    "type": "pcos_restore",
    "days": 28,
    "drawing": "turmeric",
    "price": 7999,
    "lead": "ananya",
    "sessions": (("first-consultation", 1), ("follow-up", 2)),
    "title": ("In Rhythm", "अपनी लय में"),
    "summary": (
        "Four weeks for women with PCOS: steadier meals, movement that you like, sleep, and a calendar of your own cycle.",
        "पीसीओएस वाली महिलाओं के लिए चार हफ़्ते: सधा हुआ भोजन, मन का व्यायाम, नींद, और अपने चक्र का कैलेंडर।",
    ),
    "about": (
        "PCOS shows itself differently in each woman, so there is no single PCOS diet. We begin with what helps most women: enough protein, regular meals, movement and sleep; then we look at what changes for you.\n\n"
        "Weight may be a part of it or not at all. It is not the measure of this program.",
        "पीसीओएस हर महिला में अलग दिखता है, इसलिए कोई एक पीसीओएस आहार नहीं। हम उससे शुरू करते हैं जो ज़्यादातर को मदद करता है: पर्याप्त प्रोटीन, नियमित भोजन, चलना-फिरना और नींद; फिर देखते हैं कि आपमें क्या बदलता है।\n\n"
        "वज़न इसका हिस्सा हो सकता है, या बिल्कुल नहीं। इस कार्यक्रम का पैमाना वह नहीं है।",
    ),
    "caution": (
        "No period for three months, very heavy bleeding, or trying to conceive: see your gynaecologist first. Do not stop a medicine because of this program.",
        "तीन महीने से माहवारी न आई हो, बहुत ज़्यादा रक्तस्राव हो, या गर्भधारण की कोशिश हो: पहले स्त्री रोग विशेषज्ञ से मिलिए। इस कार्यक्रम के कारण कोई दवा बंद मत कीजिए।",
    ),
    "audience": (
        ("A doctor has told you that you have PCOS", "डॉक्टर ने बताया है कि आपको पीसीओएस है"),
        ("You are tired of strict diets", "आप कड़े परहेज़ से थक चुकी हैं"),
    ),
    "outcomes": (
        ("Meals that keep you full until the next", "ऐसा भोजन जो अगले तक पेट भरा रखे"),
        ("A calendar that shows your own pattern", "कैलेंडर, जो आपका अपना ढर्रा दिखाए"),
        ("Movement you will keep up", "व्यायाम, जो चलता रहे"),
    ),
    "features": (PLAN, STEPS, PERSON, PAUSE),
    "included": (RECIPES, ("A calendar for your cycle", "चक्र के लिए कैलेंडर")),
    "weeks": (
        (
            ("Where you stand", "आप कहाँ हैं"),
            (
                (
                    1,
                    ("Begin your calendar", "अपना कैलेंडर शुरू कीजिए"),
                    ("Period, mood, sleep, skin: one line a day.", "माहवारी, मन, नींद, त्वचा: रोज़ एक पंक्ति।"),
                ),
                (
                    4,
                    ("Count the protein of one day", "एक दिन का प्रोटीन गिनिए"),
                    (
                        "Dal, curd, eggs, paneer, fish: most of us find less than we thought.",
                        "दाल, दही, अंडे, पनीर, मछली: ज़्यादातर को सोचे से कम मिलता है।",
                    ),
                ),
            ),
            ("Seven lines in your calendar", "कैलेंडर में सात पंक्तियाँ"),
        ),
        (
            ("Three real meals", "तीन सच्चे भोजन"),
            (
                (
                    1,
                    ("Breakfast within two hours of waking", "उठने के दो घंटे में नाश्ता"),
                    ("With protein: chilla, eggs, curd, sprouts.", "प्रोटीन के साथ: चीला, अंडे, दही, अंकुरित।"),
                ),
                (
                    5,
                    ("A fist of dal at lunch", "दोपहर में मुट्ठी भर दाल"),
                    ("Or the same of paneer, fish or egg.", "या उतना ही पनीर, मछली या अंडा।"),
                ),
            ),
            ("Five breakfasts", "पाँच नाश्ते"),
        ),
        (
            ("Move and sleep", "चलना और सोना"),
            (
                (
                    1,
                    ("Two short sessions with weight", "वज़न के साथ दो छोटे अभ्यास"),
                    (
                        "Squats and water bottles will do: fifteen minutes.",
                        "उठक-बैठक और पानी की बोतलें काफ़ी हैं: पंद्रह मिनट।",
                    ),
                ),
                (
                    4,
                    ("The same bedtime for four nights", "चार रात एक ही समय सोना"),
                    ("Phone outside the room.", "फ़ोन कमरे से बाहर।"),
                ),
            ),
            ("Two sessions, four nights", "दो अभ्यास, चार रातें"),
        ),
        (
            ("Your own pattern", "आपका अपना ढर्रा"),
            (
                (
                    1,
                    ("Read your calendar together", "कैलेंडर साथ पढ़िए"),
                    ("Bring it to your call: what goes with good days?", "कॉल पर साथ लाइए: अच्छे दिनों के साथ क्या जुड़ा है?"),
                ),
                (
                    5,
                    ("Keep three things", "तीन बातें रखिए"),
                    ("Those that were worth it. Leave the rest.", "जो काम की थीं। बाक़ी छोड़ दीजिए।"),
                ),
            ),
            ("Three things that stay", "तीन बातें, जो रहेंगी"),
        ),
    ),
    "meals": (
        (
            "vegetarian",
            (
                ("breakfast", ("Sprouted moong chilla, curd", "अंकुरित मूँग का चीला, दही")),
                ("lunch", ("Chole, 1 phulka, salad, small katori rice", "छोले, 1 फुलका, सलाद, छोटी कटोरी चावल")),
                ("evening", ("Apple with peanut butter", "मूँगफली मक्खन के साथ सेब")),
                ("dinner", ("Paneer bhurji, 2 ragi roti, beans", "पनीर भुर्जी, 2 रागी रोटी, फलियाँ")),
            ),
        ),
        (
            "vegan",
            (
                ("breakfast", ("Besan chilla with spinach, flaxseed chutney", "पालक वाला बेसन चीला, अलसी की चटनी")),
                ("lunch", ("Rajma, brown rice, kachumber", "राजमा, भूरा चावल, कचूमर")),
                ("dinner", ("Tofu and capsicum sabzi, 2 jowar roti", "टोफ़ू-शिमला मिर्च, 2 ज्वार रोटी")),
            ),
        ),
    ),
    "questions": (
        DOCTOR,
        (
            ("Will my periods become regular?", "क्या माहवारी नियमित हो जाएगी?"),
            (
                "Nobody can promise that, and four weeks are too short to tell. You will know more about your cycle and have habits that are known to help.",
                "यह वादा कोई नहीं कर सकता, और चार हफ़्ते बताने के लिए कम हैं। आप अपने चक्र को बेहतर जानेंगी और वे आदतें होंगी जो मदद करती हैं।",
            ),
        ),
    ),
}

LIGHT_AGAIN: dict[str, Any] = {
    "slug": "light-again",
    "type": "metabolic_reset",
    "days": 21,
    "drawing": "amla",
    "price": 3999,
    "lead": "rohan",
    "sessions": (("follow-up", 1),),
    "title": ("Light Again", "फिर हल्के"),
    "summary": (
        "Three weeks to bring order into meals, water, walking and sleep after a heavy season.",
        "भारी मौसम के बाद तीन हफ़्ते: भोजन, पानी, टहलने और नींद में फिर क्रम लाने के लिए।",
    ),
    "about": (
        "After weddings, festivals or a hard quarter at work, most people do not need a strict diet but their rhythm back. Three weeks, one theme each. No shakes, no fasting for days, nothing to buy but vegetables.",
        "शादियों, त्योहारों या काम के कठिन दिनों के बाद ज़्यादातर लोगों को कड़े परहेज़ की नहीं, अपनी लय की ज़रूरत होती है। तीन हफ़्ते, हर एक का एक विषय। न शेक, न दिनों का उपवास; सब्ज़ियों के सिवा कुछ ख़रीदना नहीं।",
    ),
    "caution": (
        "Not for pregnancy, nursing, under 18, or when you have had an eating disorder: talk to your doctor and to us first.",
        "गर्भावस्था, स्तनपान, 18 से कम उम्र, या खान-पान विकार रहा हो तो नहीं: पहले डॉक्टर से और हमसे बात कीजिए।",
    ),
    "audience": (
        ("Your days have lost their rhythm", "आपके दिनों की लय बिगड़ गई है"),
        ("You want a short, clear beginning", "आप छोटी, साफ़ शुरुआत चाहते हैं"),
    ),
    "outcomes": (
        ("Regular meals again", "फिर नियमित भोजन"),
        ("Eight thousand steps on most days", "ज़्यादातर दिन आठ हज़ार क़दम"),
        ("Seven hours of sleep", "सात घंटे की नींद"),
    ),
    "features": (STEPS, PERSON, PAUSE),
    "included": (RECIPES, LISTS),
    "weeks": (
        (
            ("Meals at their time", "समय पर भोजन"),
            (
                (
                    1,
                    ("Set three meal times", "भोजन के तीन समय तय कीजिए"),
                    ("Those you can keep on five of seven days.", "जो सात में से पाँच दिन निभ सकें।"),
                ),
                (4, ("Half the plate vegetables", "आधी थाली सब्ज़ी"), ("At lunch and dinner.", "दोपहर और रात दोनों में।")),
            ),
            ("Five days at their time", "पाँच दिन समय पर"),
        ),
        (
            ("Water and walking", "पानी और टहलना"),
            (
                (
                    1,
                    ("A glass at each meal and between", "हर भोजन के साथ और बीच में एक गिलास"),
                    ("Water, chaas or nimbu pani without sugar.", "पानी, छाछ, या बिना चीनी नींबू पानी।"),
                ),
                (
                    4,
                    ("Walk while you phone", "फ़ोन करते हुए टहलिए"),
                    ("Every call on foot for a week.", "एक हफ़्ता हर कॉल चलते-चलते।"),
                ),
            ),
            ("Eight thousand steps on one day", "एक दिन आठ हज़ार क़दम"),
        ),
        (
            ("Evenings", "शामें"),
            (
                (
                    1,
                    ("A light dinner by eight", "आठ बजे तक हल्का रात का खाना"),
                    ("Soup, khichdi, dal and sabzi.", "सूप, खिचड़ी, दाल-सब्ज़ी।"),
                ),
                (
                    4,
                    ("Screens away an hour before bed", "सोने से घंटा भर पहले स्क्रीन दूर"),
                    ("Read, stretch, talk.", "पढ़िए, शरीर खींचिए, बातें कीजिए।"),
                ),
            ),
            ("Four nights of seven hours", "सात घंटे की चार रातें"),
        ),
    ),
    "meals": (
        (
            "vegetarian",
            (
                ("breakfast", ("Upma with vegetables, curd", "सब्ज़ी वाला उपमा, दही")),
                ("lunch", ("2 phulka, dal, two sabzis", "2 फुलके, दाल, दो सब्ज़ियाँ")),
                ("dinner", ("Moong khichdi, tomato soup", "मूँग की खिचड़ी, टमाटर का सूप")),
            ),
        ),
        (
            "eggetarian",
            (
                ("breakfast", ("Masala omelette, 1 toast, orange", "मसाला ऑमलेट, 1 टोस्ट, संतरा")),
                ("lunch", ("Rice, sambar, beans poriyal, curd", "चावल, सांभर, बीन्स पोरियल, दही")),
                ("dinner", ("Egg curry, 2 phulka, salad", "अंडा करी, 2 फुलके, सलाद")),
            ),
        ),
    ),
    "questions": (DOCTOR, FAMILY),
}

PROGRAMS = (CALM_GUT, STEADY_SUGAR, IN_RHYTHM, LIGHT_AGAIN)
