"""Usernames that are easy to read and say nothing about a person, such as ``amber-kettle-47``."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from secrets import choice, randbelow

_FIRST = """
amber ample apt azure basic bold brass brief bright brisk broad bronze busy calm clear clever cosy crisp daily deep
early easy even fair fast fine firm fit fond frank fresh full gentle glad golden good grand green handy happy keen kind
large level light lively local loyal lucky mellow merry mild modest neat new nimble noble open patient plain prompt
proper proud quick quiet rapid ready red regular rosy round royal ruby safe silver simple sleek smart smooth snug solid
steady still sunny sure swift tall tidy trim true upper useful vivid warm wide willing wise witty young
"""
_SECOND = """
acorn anchor apple arbour arrow badge banner barley basket beacon bell birch book bramble bridge brook broom bucket
button cable candle canoe canvas carpet castle cedar chapel cherry clover coast comet copper corner cottage crane
cricket curlew daisy door drum elm falcon feather fern ferry field finch fjord flag flint forest fountain garden gate
glacier granite harbour hazel heather heron hill holly island ivy jacket juniper kettle kite ladder lantern larch
lemon linen maple marble meadow mill mirror moor oak olive orchard otter paddle pebble pepper pigeon pine plum pond
poppy quartz quill rail reed ribbon river robin rope rowan saddle sail saffron sparrow spruce stone swan table thistle
timber tower tulip valley velvet violet wagon walnut water willow window wren yarrow
"""
FIRST, SECOND = _FIRST.split(), _SECOND.split()
NUMBERS = range(10, 100)


def draw_usernames(taken: Collection[str]) -> Iterator[str]:
    """Yield usernames at random, each once and none of those that are taken."""
    used = set(taken)
    while True:
        name = f"{choice(FIRST)}-{choice(SECOND)}-{NUMBERS[randbelow(len(NUMBERS))]}"
        if name not in used:
            used.add(name)
            yield name
