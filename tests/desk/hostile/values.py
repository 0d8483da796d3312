"""What no person types: values for fields, bodies, parts of addresses and headers."""

from __future__ import annotations

NUL = "\x00"

VALUES: tuple[str, ...] = (
    "",
    " ",
    "0",
    "-1",
    "1.5",
    "1e400",
    "NaN",
    "9" * 20,
    "-" + "9" * 20,
    str(2**31),
    str(2**63),
    "9" * 5_000,
    "٣",
    "²",
    "①",
    "99999999999999999999",
    NUL,
    f"m0001{NUL}",
    "\x01\x1f\x7f",
    "\u202em0001\u202c",
    "\ufeff\u200b",
    "\ud800",
    "\U0001f9ff" * 50,
    "é" * 300,
    "x" * 100_000,
    "../../etc/passwd",
    "a/b",
    "' OR 1=1 --",
    "{{ 7 * 7 }}{% raw %}",
    "<script>alert(1)</script>",
    "[]",
    '{"a": [1, null]}',
    "0001-01-01T00:00:00+23:59",
    "9999-12-31T23:59:59-23:59",
    "2023-02-31T25:61:61Z",
    "-9999-01-01T00:00:00Z",
    "2023-09-23T12:00:00.9999999999999999Z",
    "key with spaces",
    "schlüssel",
    "k" * 300,
)
"""What is put in each field by itself."""

BODIES: tuple[tuple[str, bytes], ...] = (
    ("application/x-www-form-urlencoded", b"key=%ff%fe&based_on=%00&people=%ed%a0%80"),
    ("application/x-www-form-urlencoded", b"%zz=%zz&&&=&=="),
    ("application/x-www-form-urlencoded", b"\xff\xfe\x00" * 100),
    ("application/x-www-form-urlencoded", b"&".join(b"f%d=1" % number for number in range(6_000))),
    ("application/x-www-form-urlencoded", b"people=" + b"m0001+" * 200_000),
    ("application/x-www-form-urlencoded; charset=nonsense", b"key=a&people=m0001"),
    ("application/x-www-form-urlencoded; charset=utf-16", b"key=a&people=m0001"),
    ("application/json", b'{"key": "a"'),
    ("application/json", b'[[[["people", {"key": null}]]]]'),
    ("text/plain", b"\x00\xff"),
    ("", b"key=a"),
    ("nonsense", b"key=a"),
    ("multipart/form-data", b"--x\r\n"),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=key\r\n\r\nno end"),
    ("multipart/form-data; boundary=" + "x" * 400, b"--x--\r\n"),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--\r\n"),
    (
        "multipart/form-data; boundary=x",
        (
            b'--x\r\nContent-Disposition: form-data; name="file"; filename="\xff\x00"\r\n'
            b"Content-Transfer-Encoding: base64\r\n\r\n***\r\n--x--\r\n"
        ),
    ),
)
"""Whole bodies, with what they say they are."""

FILES: tuple[bytes, ...] = (
    b"",
    b"\x00",
    b"\xff\xfe",
    "\u202em0001,\u200bm0002".encode(),
    b'person\n"m0001',
    b"{" * 9_000,
)
"""What is in a file."""

PARTS: tuple[str, ...] = (
    "0",
    "-1",
    "9" * 20,
    "9" * 5_000,
    str(2**31),
    str(2**63),
    "%00",
    "%ff",
    "%ed%a0%80",
    "a%2Fb",
    "..%2f..",
    "%E2%80%AE",
    "x" * 5_000,
    "%0d%0aSet-Cookie:%20a=b",
    "None",
    "gold%00",
)
"""What stands in an address in place of a part that is filled in."""

QUERIES: tuple[str, ...] = ("%ff", "%00", "%ed%a0%80=%ed%a0%80", "&&==&", "%zz", "page=%ff&page=2&page[]=3", "a;b")
"""Whole queries."""

HEADERS: tuple[dict[str, str], ...] = (
    {"HX-Request": "true"},
    {"X-Live": "1", "HX-Request": "true", "HX-Current-URL": "\udcff"},
    {"Last-Event-ID": "9" * 5_000},
    {"Last-Event-ID": "²"},
    {"Accept-Language": "x" * 600},
    {"X-Forwarded-For": "nobody, ::ffff:999.1.1.1"},
    {"Referer": "http://[::1"},
    {"Origin": "null"},
    {"Range": "bytes=9-1"},
    {"If-Modified-Since": "Sat, 99 Foo 99999 99:99:99 GMT"},
)
"""Headers beside a request that is otherwise sound."""
