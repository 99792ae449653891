"""The eight nutritionists of the demo practice."""

from pathya.web.demo.cast import Person, Profile

PROFILES = (
    Profile(
        Person("meera", "Meera", "Iyer", role="nutritionist"),
        "मीरा अय्यर",
        "methi",
        ("Calm guts, steady energy, food you know", "शांत पेट, टिकाऊ ऊर्जा, अपना जाना-पहचाना खाना"),
        (
            "I grew up in a kitchen where rasam was the first medicine. Today I work with people whose digestion has "
            "stopped being something they can forget about: bloating, acidity, IBS, food that no longer agrees.\n\n"
            "We begin with what you already cook, change one thing at a time, and look at what your own days say "
            "before we change the next.",
            "मैं ऐसी रसोई में बड़ी हुई जहाँ रसम पहली दवा थी। आज मैं उन लोगों के साथ काम करती हूँ जिनका पाचन हर दिन याद दिलाता है कि "
            "कुछ ठीक नहीं: पेट फूलना, एसिडिटी, आईबीएस।\n\nहम वहीं से शुरू करते हैं जो आप पहले से पकाते हैं, एक बार में एक ही चीज़ बदलते हैं, "
            "और अगला बदलाव तभी जब आपके अपने दिन कुछ कहें।",
        ),
        ("MSc Clinical Nutrition", "Registered Dietitian", "Certificate in Functional Nutrition"),
        "RD-4127",
        2013,
        ("gut-health", "thyroid", "weight"),
        ("en", "hi", "ta"),
        (2400, 1200),
        "0-4 09:30-18:30; 5 10:00-14:00",
        breaks="0-4 13:00-14:00",
    ),
    Profile(
        Person("kabir", "Kabir", "Malhotra", role="nutritionist"),
        "कबीर मल्होत्रा",
        "millet",
        ("Diabetes, one plate at a time", "डायबिटीज़, एक-एक थाली करके"),
        (
            "Most of my clients arrive with a report in one hand and a list of forbidden foods in the other. We put the "
            "list away and look at the plate: how much, in which order, at what hour, with what movement after.\n\n"
            "I work beside your doctor and never change a medicine.",
            "मेरे पास ज़्यादातर लोग एक हाथ में रिपोर्ट और दूसरे में मना की गई चीज़ों की सूची लेकर आते हैं। हम सूची रख देते हैं और थाली देखते हैं: "
            "कितना, किस क्रम में, किस समय, और उसके बाद कितनी चहल-पहल।\n\nमैं आपके डॉक्टर के साथ मिलकर काम करता हूँ और दवा कभी नहीं बदलता।",
        ),
        ("MSc Dietetics and Food Service Management", "Certified Diabetes Educator"),
        "RD-3866",
        2010,
        ("diabetes", "heart", "weight"),
        ("en", "hi", "pa"),
        (2200, 1100),
        "0-3 11:00-20:00; 5 09:00-13:00",
        breaks="0-3 15:00-16:00",
        buffer=15,
    ),
    Profile(
        Person("ananya", "Ananya", "Banerjee", role="nutritionist", phone=""),
        "अनन्या बनर्जी",
        "amla",
        ("PCOS and cycles, without crash diets", "पीसीओएस और मासिक चक्र, बिना क्रैश डाइट के"),
        (
            "Hormones listen to sleep, light, stress and breakfast. I help women with PCOS, irregular cycles and acne "
            "build days that their bodies can rely on, with fish curry, mishti and all.\n\n"
            "You will get few rules, and a reason with each.",
            "हार्मोन नींद, रोशनी, तनाव और नाश्ते की सुनते हैं। पीसीओएस, अनियमित चक्र और मुँहासों में मैं महिलाओं की मदद करती हूँ कि उनके दिन "
            "ऐसे बनें जिन पर शरीर भरोसा कर सके।\n\nनियम थोड़े होंगे, और हर एक के साथ उसका कारण।",
        ),
        ("PhD Food and Nutrition", "MSc Applied Nutrition"),
        "RD-5210",
        2015,
        ("pcos", "thyroid", "weight"),
        ("en", "hi", "bn"),
        (2600, 1300),
        "1-4 10:00-17:00; 5 10:00-15:00",
        breaks="1-4 13:00-13:30",
    ),
    Profile(
        Person("farhan", "Farhan", "Siddiqui", role="nutritionist", time_zone="Europe/London"),
        "फ़रहान सिद्दीक़ी",
        "coconut",
        ("Indian food for hearts abroad", "परदेस में बसे दिलों के लिए देसी खाना"),
        (
            "I see families who live far from the markets they grew up with. We work out what dal, millets and greens "
            "become in a London supermarket, and how to bring cholesterol and blood pressure down without giving up "
            "Friday biryani.",
            "मैं उन परिवारों से मिलता हूँ जो अपने बचपन के बाज़ारों से दूर रहते हैं। लंदन के सुपरमार्केट में दाल, मिलेट और साग का क्या रूप हो, और जुम्मे की "
            "बिरयानी छोड़े बिना कोलेस्ट्रॉल और बीपी कैसे घटे, यह हम मिलकर देखते हैं।",
        ),
        ("BSc Nutrition and Dietetics", "PGDip Cardiovascular Nutrition"),
        "RD-6033",
        2017,
        ("heart", "diabetes", "weight"),
        ("en", "hi", "ur"),
        (3200, 1600),
        "0-4 08:00-12:00 17:00-20:00",
    ),
    Profile(
        Person("lakshmi", "Lakshmi", "Reddy", role="nutritionist"),
        "लक्ष्मी रेड्डी",
        "curry-leaf",
        ("Eating for two, and for the year after", "दो के लिए खाना, और उसके बाद का साल"),
        (
            "Nausea at seven, iron tablets at nine, advice from every aunt by noon. I help mothers-to-be and new mothers "
            "sort it into a few meals that work, with your gynaecologist’s reports on the table.",
            "सुबह सात बजे मतली, नौ बजे आयरन की गोली, और दोपहर तक हर मौसी की सलाह। मैं होने वाली और नई माँओं की मदद करती हूँ कि इस सब से "
            "कुछ ऐसे भोजन निकलें जो सच में काम आएँ, आपकी डॉक्टर की रिपोर्टों के साथ।",
        ),
        ("MSc Maternal and Child Nutrition", "Lactation Counsellor"),
        "RD-4498",
        2012,
        ("pregnancy", "children", "gut-health"),
        ("en", "hi", "te"),
        (2300, 1150),
        "0 10:00-16:00; 2 10:00-16:00; 4 10:00-16:00; 5 09:00-12:00",
        breaks="0 13:00-14:00; 2 13:00-14:00; 4 13:00-14:00",
    ),
    Profile(
        Person("gurpreet", "Gurpreet", "Kaur", role="nutritionist"),
        "गुरप्रीत कौर",
        "turmeric",
        ("Strength for those who train and those who begin", "जो कसरत करते हैं और जो शुरू कर रहे हैं, दोनों की ताक़त"),
        (
            "Protein from a vegetarian kitchen is my favourite puzzle. I plan for marathoners, for people after fifty who "
            "want to keep their muscle, and for those who have just bought their first running shoes.",
            "शाकाहारी रसोई से प्रोटीन जुटाना मेरी सबसे प्यारी पहेली है। मैं मैराथन दौड़ने वालों, पचास के बाद अपनी मांसपेशियाँ बचाने वालों और पहली बार "
            "दौड़ने के जूते ख़रीदने वालों, सबके लिए योजना बनाती हूँ।",
        ),
        ("MSc Sports Nutrition", "ISAK Level 1 Anthropometrist"),
        "RD-5877",
        2016,
        ("sport", "weight"),
        ("en", "hi", "pa"),
        (2000, 1000),
        "0-4 06:30-10:30 17:30-20:30",
        buffer=5,
    ),
    Profile(
        Person("rohan", "Rohan", "Deshpande", role="nutritionist"),
        "रोहन देशपांडे",
        "millet",
        ("Weight that stays where you want it", "वज़न जो वहीं रहे जहाँ आप चाहें"),
        (
            "I do not sell thirty-day miracles. We look at weekdays and weekends apart, at the office canteen, at the "
            "evening snack that is really tiredness, and we keep what you can still be doing in two years.",
            "तीस दिन के चमत्कार मेरे पास नहीं हैं। हम हफ़्ते के दिन और छुट्टियाँ अलग देखते हैं, दफ़्तर की कैंटीन देखते हैं, शाम का वह नाश्ता देखते हैं जो असल में "
            "थकान है, और वही रखते हैं जो दो साल बाद भी चल सके।",
        ),
        ("MSc Food Science and Nutrition", "Registered Dietitian"),
        "RD-6420",
        2018,
        ("weight", "diabetes", "heart"),
        ("en", "hi", "mr"),
        (1800, 900),
        "0-5 12:00-20:00",
        breaks="0-5 15:30-16:30",
    ),
    Profile(
        Person("tenzin", "Tenzin", "Dolma", role="nutritionist", language="en"),
        "तेनज़िन डोल्मा",
        "amla",
        ("Small eaters, picky eaters, growing eaters", "कम खाने वाले, चुन-चुनकर खाने वाले, बढ़ते हुए बच्चे"),
        (
            "Mealtimes should not be a battle. I work with parents of children from six months to sixteen years on "
            "growth, allergies, tiffin boxes and peace at the table.",
            "खाने का समय लड़ाई का मैदान नहीं होना चाहिए। छह महीने से सोलह साल तक के बच्चों के माता-पिता के साथ मैं बढ़त, एलर्जी, टिफ़िन और मेज़ पर शांति पर "
            "काम करती हूँ।",
        ),
        ("MSc Paediatric Nutrition",),
        "RD-7015",
        2019,
        ("children", "gut-health"),
        ("en", "hi"),
        (1900, 950),
        "1-3 14:00-19:00; 5-6 10:00-16:00",
        breaks="5-6 13:00-13:30",
    ),
)
