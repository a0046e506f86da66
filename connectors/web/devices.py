"""What kind of device a page is open on, as its browser says. Only the kind is kept: phone, tablet or desktop."""

from collections.abc import Mapping

TABLETS = ("ipad", "tablet", "kindle", "silk/", "playbook")
PHONES = ("iphone", "ipod", "mobi", "windows phone", "blackberry")


def device_of(headers: Mapping[str, str]) -> str | None:
    """From `User-Agent` and `Sec-CH-UA-Mobile`; None where neither says anything. Tablets of Android leave out the word
    Mobile; an iPad that asks for desktop pages is not told from a Mac."""
    agent = headers.get("User-Agent", "").casefold()
    if any(word in agent for word in TABLETS) or ("android" in agent and "mobi" not in agent):
        return "tablet"
    if headers.get("Sec-CH-UA-Mobile") == "?1" or any(word in agent for word in PHONES):
        return "phone"
    return "desktop" if "mozilla" in agent else None
