"""What the demo programs say, each text in English and Hindi."""

from typing import Any

PLAN = ("A plan for your own kitchen, changed as you go", "आपकी अपनी रसोई के लिए योजना, जो साथ-साथ बदलती है")
STEPS = (
    "Two or three small steps a week, none longer than fifteen minutes",
    "हफ़्ते में दो-तीन छोटे क़दम, कोई भी पंद्रह मिनट से ज़्यादा का नहीं",
)
PERSON = ("The same nutritionist from the first day to the last", "पहले दिन से आख़िरी दिन तक वही पोषण विशेषज्ञ")
PAUSE = ("A pause when life gets in the way: the days are added", "ज़रूरत पड़े तो विराम: दिन बाद में जुड़ जाते हैं")
RECIPES = ("Recipes with measures in katori and spoon", "कटोरी और चम्मच के माप में व्यंजन")
LISTS = ("A shopping list for each week", "हर हफ़्ते की ख़रीदारी की सूची")
DOCTOR = (
    ("Does this replace my doctor?", "क्या यह मेरे डॉक्टर की जगह लेता है?"),
    (
        "No. Nutritionists neither diagnose nor change medicines. Keep seeing your doctor and tell both what the other says.",
        "नहीं। पोषण विशेषज्ञ न बीमारी की पहचान करते हैं, न दवा बदलते हैं। डॉक्टर से मिलते रहिए और दोनों को एक-दूसरे की बात बताइए।",
    ),
)
FAMILY = (
    ("Do I have to cook for myself alone?", "क्या मुझे अपने लिए अलग पकाना होगा?"),
    (
        "No. The plan starts from what your family eats; mostly portions, order and timing change.",
        "नहीं। योजना वहीं से शुरू होती है जो घर में बनता है; ज़्यादातर मात्रा, क्रम और समय बदलते हैं।",
    ),
)

CALM_GUT: dict[str, Any] = {
    "slug": "calm-gut",
    "type": "gut_health",
    "days": 28,
    "drawing": "methi",
    "price": 6999,
    "offer": 5999,
    "lead": "meera",
    "sessions": (("first-consultation", 1), ("follow-up", 2)),
    "title": ("Calm Gut", "शांत पेट"),
    "summary": (
        "Four weeks to find out what your gut likes, and to eat with less bloating and burning.",
        "चार हफ़्ते यह जानने के लिए कि आपके पेट को क्या रास आता है, और कम गैस व जलन के साथ खाने के लिए।",
    ),
    "about": (
        "Bloated by evening, burning after dinner, or never quite regular? We first look at when and how you eat, then at what. "
        "Nothing is taken away without a reason, and what is taken away comes back to be tried again.\n\n"
        "You write down three ordinary days, change one thing at a time and see what it does. By the end you have a list of your own: what sits well, how much of it, and when.",
        "शाम तक पेट फूलना, रात के खाने के बाद जलन, या अनियमितता? हम पहले देखते हैं कि आप कब और कैसे खाते हैं, फिर क्या। "
        "बिना कारण कुछ नहीं छुड़ाया जाता, और जो छूटता है वह दोबारा आज़माया जाता है।\n\n"
        "आप तीन आम दिन लिखते हैं, एक बार में एक चीज़ बदलते हैं और असर देखते हैं। अंत में आपकी अपनी सूची होती है: क्या रास आता है, कितना और कब।",
    ),
    "caution": (
        "Blood in the stool, weight loss without trying, fever, trouble swallowing, or pain that wakes you at night: see a doctor before you start.",
        "मल में ख़ून, बिना कोशिश वज़न घटना, बुख़ार, निगलने में तकलीफ़, या रात में जगा देने वाला दर्द: शुरू करने से पहले डॉक्टर से मिलिए।",
    ),
    "audience": (
        ("You feel bloated or acidic on most days", "ज़्यादातर दिन पेट फूला या एसिडिटी रहती है"),
        ("Your doctor has found nothing that needs treatment first", "डॉक्टर को ऐसा कुछ नहीं मिला जिसका इलाज पहले ज़रूरी हो"),
        ("You want to keep dal, roti and rice on the plate", "आप दाल, रोटी और चावल थाली में रखना चाहते हैं"),
    ),
    "outcomes": (
        ("You know which foods and amounts trouble you", "आप जानते हैं कि कौन-सा खाना और कितनी मात्रा परेशान करती है"),
        ("Regular meals at hours that suit your day", "आपके दिन के हिसाब से नियमित समय पर भोजन"),
        ("A way to eat out and travel without fear", "बाहर खाने और सफ़र का बेफ़िक्र तरीक़ा"),
    ),
    "features": (PLAN, STEPS, PERSON, PAUSE),
    "included": (RECIPES, LISTS),
    "weeks": (
        (
            ("Look before you change", "बदलने से पहले देखिए"),
            (
                (
                    1,
                    ("Write down three ordinary days", "तीन आम दिन लिखिए"),
                    (
                        "What, roughly how much, when, and how you felt two hours later. Do not eat better than usual.",
                        "क्या, मोटे तौर पर कितना, कब, और दो घंटे बाद कैसा लगा। रोज़ से अच्छा खाने की कोशिश मत कीजिए।",
                    ),
                ),
                (
                    4,
                    ("Sit down to eat", "बैठकर खाइए"),
                    (
                        "Twenty minutes for lunch, without a screen. Much bloating is swallowed air.",
                        "दोपहर के खाने के लिए बीस मिनट, बिना स्क्रीन। पेट फूलने का बड़ा कारण निगली हुई हवा है।",
                    ),
                ),
            ),
            ("Three days written down", "तीन दिन लिखे गए"),
        ),
        (
            ("Time and order", "समय और क्रम"),
            (
                (
                    1,
                    ("Dinner two hours before bed", "सोने से दो घंटे पहले रात का खाना"),
                    (
                        "Bring it forward by fifteen minutes each evening until it fits.",
                        "हर शाम पंद्रह मिनट पहले कीजिए, जब तक ठीक न बैठे।",
                    ),
                ),
                (
                    4,
                    ("Soak, sprout, cook soft", "भिगोइए, अंकुरित कीजिए, गलाकर पकाइए"),
                    (
                        "Soak chana and rajma for twelve hours, pour that water away, cook with hing and ginger.",
                        "चना और राजमा बारह घंटे भिगोइए, वह पानी फेंकिए, हींग-अदरक के साथ पकाइए।",
                    ),
                ),
            ),
            ("A week of earlier dinners", "एक हफ़्ता जल्दी रात का खाना"),
        ),
        (
            ("One thing less", "एक चीज़ कम"),
            (
                (
                    1,
                    ("Choose with your nutritionist what to leave out", "विशेषज्ञ के साथ तय कीजिए कि क्या छोड़ें"),
                    (
                        "One food group for seven days, no more: milk, wheat, or onion and garlic.",
                        "सात दिन के लिए सिर्फ़ एक समूह: दूध, गेहूँ, या प्याज़-लहसुन।",
                    ),
                ),
                (
                    5,
                    ("Curd, chaas, kanji", "दही, छाछ, कांजी"),
                    (
                        "A small katori with lunch, if it suits you. Start with half.",
                        "दोपहर के खाने के साथ छोटी कटोरी, अगर रास आए। आधी से शुरू कीजिए।",
                    ),
                ),
            ),
            ("Seven days without it", "सात दिन उसके बिना"),
        ),
        (
            ("Bring it back", "वापस लाइए"),
            (
                (
                    1,
                    ("Try it again, a little each day", "फिर आज़माइए, रोज़ थोड़ा"),
                    (
                        "A quarter, a half, a full portion on three days. Write down what happens.",
                        "तीन दिनों में चौथाई, आधी, पूरी मात्रा। जो हो, लिखिए।",
                    ),
                ),
                (
                    5,
                    ("Make your own list", "अपनी सूची बनाइए"),
                    (
                        "What sits well, how much, when. It goes on the fridge.",
                        "क्या रास आता है, कितना, कब। सूची फ़्रिज पर लगाइए।",
                    ),
                ),
            ),
            ("Your list is written", "आपकी सूची तैयार"),
        ),
    ),
    "meals": (
        (
            "vegetarian",
            (
                ("waking", ("Warm water; five soaked almonds", "गुनगुना पानी; पाँच भीगे बादाम")),
                ("breakfast", ("Vegetable poha with peas, lemon; ginger tea", "मटर वाला पोहा, नींबू; अदरक की चाय")),
                (
                    "lunch",
                    ("2 phulka, moong dal, lauki sabzi, half a katori of curd", "2 फुलके, मूँग दाल, लौकी, आधी कटोरी दही"),
                ),
                ("evening", ("Roasted makhana; chaas with jeera", "भुना मखाना; जीरे की छाछ")),
                ("dinner", ("Khichdi with ghee, steamed carrot and beans", "घी वाली खिचड़ी, भाप में पकी गाजर-फलियाँ")),
            ),
        ),
        (
            "non_vegetarian",
            (
                ("breakfast", ("2 egg bhurji, 1 phulka, papaya", "2 अंडों की भुर्जी, 1 फुलका, पपीता")),
                ("lunch", ("Rice, fish curry with little chilli, ridge gourd", "चावल, कम मिर्च की मछली करी, तोरई")),
                ("evening", ("Banana, or roasted chana if it suits you", "केला, या रास आए तो भुना चना")),
                ("dinner", ("Chicken stew with vegetables, 2 idli", "सब्ज़ियों वाला चिकन स्टू, 2 इडली")),
            ),
        ),
    ),
    "questions": (
        DOCTOR,
        (
            ("How soon will I feel something?", "असर कब तक दिखेगा?"),
            (
                "That differs. Some notice it in the second week; if nothing has changed by the third, we look for another cause together with your doctor.",
                "यह हर किसी में अलग है। कुछ को दूसरे हफ़्ते में लगता है; तीसरे तक कुछ न बदले तो हम डॉक्टर के साथ दूसरा कारण खोजते हैं।",
            ),
        ),
        FAMILY,
    ),
}

STEADY_SUGAR: dict[str, Any] = {
    "slug": "steady-sugar",
    "type": "diabetes_care",
    "days": 42,
    "drawing": "millet",
    "price": 9999,
    "lead": "kabir",
    "sessions": (("first-consultation", 1), ("follow-up", 3)),
    "title": ("Steady Sugar", "संतुलित शुगर"),
    "summary": (
        "Six weeks of plate, walk and sleep for people with prediabetes or type 2 diabetes, beside your doctor's treatment.",
        "प्रीडायबिटीज़ या टाइप 2 डायबिटीज़ वालों के लिए छह हफ़्ते: थाली, टहलना और नींद, डॉक्टर के इलाज के साथ।",
    ),
    "about": (
        "What you eat first, how much of it is grain, and what you do in the half hour after: these move sugar more than any single forbidden food. "
        "We work on them one by one and read your meter together.\n\nYour medicines stay your doctor's business. Where they may have to change as you eat differently, we tell you to ask.",
        "पहले क्या खाते हैं, उसमें अनाज कितना है, और खाने के आधे घंटे बाद क्या करते हैं: किसी एक मनाही से ज़्यादा असर इनका होता है। "
        "हम एक-एक करके इन पर काम करते हैं और आपका मीटर साथ पढ़ते हैं।\n\nदवाएँ डॉक्टर का विषय हैं। खाना बदलने से जहाँ दवा बदलनी पड़ सकती है, वहाँ हम पूछने को कहते हैं।",
    ),
    "caution": (
        "If you take insulin or a sulfonylurea, are pregnant, or have kidney or eye disease: speak to your doctor before the first week.",
        "इंसुलिन या सल्फ़ोनिलयूरिया लेते हों, गर्भवती हों, या गुर्दे या आँख की बीमारी हो: पहले हफ़्ते से पहले डॉक्टर से बात कीजिए।",
    ),
    "audience": (
        ("Your HbA1c is 5.7 % or more", "आपका HbA1c 5.7 % या अधिक है"),
        ("You have a meter at home, or are ready to get one", "घर पर मीटर है, या लेने को तैयार हैं"),
        ("Rice or roti is at the heart of your meals", "चावल या रोटी आपके खाने का मूल है"),
    ),
    "outcomes": (
        ("You know what your own meals do to your own sugar", "आप जानते हैं कि आपका अपना खाना आपकी शुगर का क्या करता है"),
        ("A plate you can keep for good", "ऐसी थाली जो हमेशा चल सके"),
        ("A page of readings for your doctor", "डॉक्टर के लिए रीडिंग का एक पन्ना"),
    ),
    "features": (PLAN, STEPS, PERSON, PAUSE),
    "included": (RECIPES, LISTS, ("A sheet for your readings", "रीडिंग लिखने का पन्ना")),
    "weeks": (
        (
            ("Know your numbers", "अपने अंक जानिए"),
            (
                (
                    1,
                    ("Measure before and two hours after one meal", "एक भोजन से पहले और दो घंटे बाद मापिए"),
                    ("The same meal on two days. Only look, change nothing.", "दो दिन वही भोजन। बस देखिए, कुछ मत बदलिए।"),
                ),
                (
                    4,
                    ("Ask your doctor three questions", "डॉक्टर से तीन सवाल पूछिए"),
                    (
                        "Which values are right for you, when to call, what to do when sugar is low.",
                        "आपके लिए कौन-से अंक ठीक हैं, कब फ़ोन करें, शुगर कम हो तो क्या करें।",
                    ),
                ),
            ),
            ("Four readings written down", "चार रीडिंग लिखी गईं"),
        ),
        (
            ("Vegetables and dal first", "पहले सब्ज़ी और दाल"),
            (
                (
                    1,
                    ("Change the order on the plate", "थाली का क्रम बदलिए"),
                    (
                        "Salad and sabzi first, then dal or curd, rice or roti last.",
                        "पहले सलाद और सब्ज़ी, फिर दाल या दही, चावल या रोटी आख़िर में।",
                    ),
                ),
                (
                    4,
                    ("Measure the grain", "अनाज नापिए"),
                    (
                        "One katori of cooked rice or two phulkas. A second sabzi instead of the third roti.",
                        "एक कटोरी पका चावल या दो फुलके। तीसरी रोटी की जगह दूसरी सब्ज़ी।",
                    ),
                ),
            ),
            ("Seven days in the new order", "सात दिन नए क्रम में"),
        ),
        (
            ("Ten minutes after eating", "खाने के बाद दस मिनट"),
            (
                (
                    1,
                    ("Walk after lunch and dinner", "दोपहर और रात के खाने के बाद टहलिए"),
                    ("Ten minutes, on the terrace if need be.", "दस मिनट, चाहे छत पर ही।"),
                ),
                (
                    5,
                    ("Measure again", "फिर मापिए"),
                    ("The meal of week one, now with the walk.", "पहले हफ़्ते वाला भोजन, अब टहलने के साथ।"),
                ),
            ),
            ("Ten walks done", "दस बार टहले"),
        ),
        (
            ("Millets and breakfasts", "मोटे अनाज और नाश्ते"),
            (
                (
                    1,
                    ("Two millet days", "दो दिन मोटा अनाज"),
                    (
                        "Jowar or ragi roti in place of wheat; drink enough water with it.",
                        "गेहूँ की जगह ज्वार या रागी की रोटी; साथ में पर्याप्त पानी।",
                    ),
                ),
                (
                    4,
                    ("Breakfast with protein", "प्रोटीन वाला नाश्ता"),
                    (
                        "Besan chilla, moong dosa, eggs or paneer beside the poha.",
                        "बेसन चीला, मूँग डोसा, अंडे, या पोहे के साथ पनीर।",
                    ),
                ),
            ),
            ("Three breakfasts you like", "तीन नाश्ते जो आपको भाते हैं"),
        ),
        (
            ("Feasts and sweets", "दावत और मीठा"),
            (
                (
                    1,
                    ("Plan one feast", "एक दावत की योजना"),
                    (
                        "What you look forward to, how much, and what goes before it.",
                        "जिसका इंतज़ार है, कितना, और उससे पहले क्या।",
                    ),
                ),
                (
                    4,
                    ("Tea without sugar, step by step", "चाय से चीनी, धीरे-धीरे कम"),
                    ("Half a spoon less every third day.", "हर तीसरे दिन आधा चम्मच कम।"),
                ),
            ),
            ("A feast enjoyed and measured", "एक दावत, आनंद के साथ और मापकर"),
        ),
        (
            ("Make it yours", "इसे अपना बनाइए"),
            (
                (
                    1,
                    ("Write your own rules", "अपने नियम लिखिए"),
                    (
                        "Five at most. What you will do on ordinary days, and on bad ones.",
                        "ज़्यादा से ज़्यादा पाँच। आम दिनों में क्या, और कठिन दिनों में क्या।",
                    ),
                ),
                (
                    5,
                    ("A page for your doctor", "डॉक्टर के लिए एक पन्ना"),
                    (
                        "Readings, weight, what changed. Take it to your next visit.",
                        "रीडिंग, वज़न, क्या बदला। अगली बार साथ ले जाइए।",
                    ),
                ),
            ),
            ("Five rules of your own", "आपके अपने पाँच नियम"),
        ),
    ),
    "meals": (
        (
            "vegetarian",
            (
                ("breakfast", ("2 besan chilla with paneer, mint chutney", "पनीर वाले 2 बेसन चीले, पुदीना चटनी")),
                ("mid_morning", ("A guava; a handful of peanuts", "एक अमरूद; मुट्ठी भर मूँगफली")),
                (
                    "lunch",
                    (
                        "Kachumber first; palak dal, 1 jowar roti, 1 small katori rice",
                        "पहले कचूमर; पालक दाल, 1 ज्वार रोटी, छोटी कटोरी चावल",
                    ),
                ),
                ("dinner", ("Mixed vegetable sabzi, rajma, 1 phulka", "मिली-जुली सब्ज़ी, राजमा, 1 फुलका")),
            ),
        ),
        (
            "jain",
            (
                ("breakfast", ("Moong dal dosa, coconut chutney", "मूँग दाल डोसा, नारियल चटनी")),
                ("lunch", ("Cucumber salad; lauki chana dal, 2 phulka, curd", "खीरे का सलाद; लौकी चना दाल, 2 फुलके, दही")),
                ("dinner", ("Before sunset: ragi roti, tinda, moong", "सूर्यास्त से पहले: रागी रोटी, टिंडा, मूँग")),
            ),
        ),
    ),
    "questions": (
        DOCTOR,
        (
            ("Must I give up rice?", "क्या चावल छोड़ना होगा?"),
            (
                "No. Its place on the plate and its amount change; your meter tells what suits you.",
                "नहीं। थाली में उसकी जगह और मात्रा बदलती है; आपका मीटर बताता है कि क्या ठीक है।",
            ),
        ),
        FAMILY,
    ),
}
