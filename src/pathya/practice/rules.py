"""What makes an Indian tax number right: PAN, GSTIN with its check character, state codes."""

import re

PAN = re.compile(r"[A-Z]{5}[0-9]{4}[A-Z]")
GSTIN = re.compile(r"[0-9]{2}[A-Z]{5}[0-9]{4}[A-Z][1-9A-Z]Z[0-9A-Z]")
UPI = re.compile(r"[a-zA-Z0-9.\-_]{2,256}@[a-zA-Z][a-zA-Z0-9]{1,63}")
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

STATES = {
    "01": "Jammu and Kashmir",
    "02": "Himachal Pradesh",
    "03": "Punjab",
    "04": "Chandigarh",
    "05": "Uttarakhand",
    "06": "Haryana",
    "07": "Delhi",
    "08": "Rajasthan",
    "09": "Uttar Pradesh",
    "10": "Bihar",
    "11": "Sikkim",
    "12": "Arunachal Pradesh",
    "13": "Nagaland",
    "14": "Manipur",
    "15": "Mizoram",
    "16": "Tripura",
    "17": "Meghalaya",
    "18": "Assam",
    "19": "West Bengal",
    "20": "Jharkhand",
    "21": "Odisha",
    "22": "Chhattisgarh",
    "23": "Madhya Pradesh",
    "24": "Gujarat",
    "26": "Dadra and Nagar Haveli and Daman and Diu",
    "27": "Maharashtra",
    "29": "Karnataka",
    "30": "Goa",
    "31": "Lakshadweep",
    "32": "Kerala",
    "33": "Tamil Nadu",
    "34": "Puducherry",
    "35": "Andaman and Nicobar Islands",
    "36": "Telangana",
    "37": "Andhra Pradesh",
    "38": "Ladakh",
}
"""GST state code → name as the GST portal writes it."""


def check_character(first_fourteen: str) -> str:
    """The fifteenth character of a GSTIN: base 36, weights 1 and 2 in turn, digits of each product added."""
    total = 0
    for place, character in enumerate(first_fourteen):
        product = DIGITS.index(character) * (1 + place % 2)
        total += product // 36 + product % 36
    return DIGITS[-total % 36]


def is_pan(text: str) -> bool:
    return PAN.fullmatch(text) is not None


def is_gstin(text: str) -> bool:
    """Form, state code and check character are right; whether it is registered only the GST portal knows."""
    return GSTIN.fullmatch(text) is not None and text[:2] in STATES and check_character(text[:14]) == text[14]


def is_upi(text: str) -> bool:
    """A UPI address: name@bank."""
    return UPI.fullmatch(text) is not None
