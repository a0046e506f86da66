"""Finding the guide a customer means by a product's name."""

from connectors.shop.values import Guide


def speaks_of(guide: Guide, product: str) -> bool:
    """Whether the SKU or a name of the product contains the words, or the words contain the name; spaces aside."""
    words = _plain(product)
    names = (_plain(guide.product.ko), _plain(guide.product.en), _plain(guide.sku))
    return bool(words) and any(words in name or name in words for name in names)


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()
