"""Why nobody could have settled a matter at first contact: the registered reasons, and no others.

Net FCR leaves these contacts out of its denominator. It is the easiest number to flatter, so the list is short, each
reason lies with somebody else than the desk, and how many were left out is a number beside it.
"""

from collections.abc import Mapping

NOT_FIRST: Mapping[str, Mapping[str, str]] = {
    "passed_on": {
        "ko": "택배사, 제조사 등 다른 곳에서 처리해야 하는 문의",
        "en": "Another company has to act: the carrier, the maker, a bank",
    },
    "inspection": {
        "ko": "상품이 돌아와 검수를 마쳐야 결정할 수 있는 문의",
        "en": "The goods have to come back and be inspected first",
    },
    "supply": {
        "ko": "부품이나 재고가 들어와야 끝나는 문의",
        "en": "A part or the stock has to arrive first",
    },
    "authority": {
        "ko": "관공서나 법적 절차의 결과를 기다려야 하는 문의",
        "en": "An authority or a legal procedure decides",
    },
}


def registered(code: str | None) -> str | None:
    """The code where it is a registered reason, else None."""
    return code if code in NOT_FIRST else None
