"""Header sets as browsers send them, for programs that pretend to be one."""

CHROME = {
    "windows": ("Windows NT 10.0; Win64; x64", "Windows"),
    "mac": ("Macintosh; Intel Mac OS X 10_15_7", "macOS"),
    "linux": ("X11; Linux x86_64", "Linux"),
    "android": ("Linux; Android 10; K", "Android"),
}
DOCUMENT = ("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,"
            "application/signed-exchange;v=b3;q=0.7")
IMAGE = "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8"
GREASE = [("Not A(Brand", "99"), ("Not?A_Brand", "8"), ("Not/A)Brand", "24"), ("Not)A;Brand", "99"),
          ("Not:A-Brand", "24")]


def agent(kind, version, system):
    """The User-Agent alone."""
    if kind == "chrome":
        mobile = " Mobile" if system == "android" else ""
        return (f"Mozilla/5.0 ({CHROME[system][0]}) AppleWebKit/537.36 (KHTML, like Gecko) "
                f"Chrome/{version}.0.0.0{mobile} Safari/537.36")
    if kind == "safari":
        return ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
                f"Version/{version}.1 Safari/605.1.15")
    place = {"windows": "Windows NT 10.0; Win64; x64", "mac": "Macintosh; Intel Mac OS X 10.15",
             "linux": "X11; Linux x86_64"}.get(system, "Android 14; Mobile")
    return f"Mozilla/5.0 ({place}; rv:{version}.0) Gecko/20100101 Firefox/{version}.0"


def full(kind, version, system, resource, site, referer, language, h2, secure):
    """All of a browser's headers in its own order, Host and Cookie left to the program."""
    mode, dest = {"document": ("navigate", "document"), "style": ("no-cors", "style"),
                  "script": ("no-cors", "script"), "image": ("no-cors", "image"),
                  "fetch": ("cors", "empty")}[resource]
    document = resource == "document"
    accept = DOCUMENT if document else IMAGE if resource == "image" else \
        "text/css,*/*;q=0.1" if resource == "style" else "*/*"
    encoding = "gzip, deflate, br, zstd" if secure and version >= 123 else "gzip, deflate, br" if secure \
        else "gzip, deflate"
    out = []
    if kind == "chrome":
        brand, number = GREASE[version % len(GREASE)]
        if secure:
            out += [("sec-ch-ua", f'"Chromium";v="{version}", "{brand}";v="{number}", "Google Chrome";v="{version}"'),
                    ("sec-ch-ua-mobile", "?1" if system == "android" else "?0"),
                    ("sec-ch-ua-platform", f'"{CHROME[system][1]}"')]
        if document:
            out.append(("Upgrade-Insecure-Requests", "1"))
        out.append(("User-Agent", agent(kind, version, system)))
        out.append(("Accept", accept))
        if secure:
            out += [("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", mode)]
            if document:
                out.append(("Sec-Fetch-User", "?1"))
            out.append(("Sec-Fetch-Dest", dest))
        if referer:
            out.append(("Referer", referer))
        out += [("Accept-Encoding", encoding), ("Accept-Language", language)]
        if secure and version >= 124 and h2:
            out.append(("Priority", "u=0, i" if document else "u=2" if resource == "image" else "u=1"))
        return out
    if kind == "safari":
        if secure:
            out.append(("Sec-Fetch-Dest", dest))
        out += [("User-Agent", agent(kind, version, system)), ("Accept", accept.split(",image/avif")[0] + ",*/*;q=0.8"
                if document else "*/*")]
        if secure:
            out += [("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", mode)]
        out.append(("Accept-Language", language))
        if referer:
            out.append(("Referer", referer))
        out.append(("Accept-Encoding", encoding.replace(", zstd", "")))
        return out
    out += [("User-Agent", agent(kind, version, system)),
            ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8" if document else accept),
            ("Accept-Language", language), ("Accept-Encoding", encoding)]
    if referer:
        out.append(("Referer", referer))
    if document:
        out.append(("Upgrade-Insecure-Requests", "1"))
    if secure:
        out += [("Sec-Fetch-Dest", dest), ("Sec-Fetch-Mode", mode), ("Sec-Fetch-Site", site)]
        if document:
            out.append(("Sec-Fetch-User", "?1"))
        if version >= 128:
            out.append(("Priority", "u=0, i" if document else "u=4"))
    return out
