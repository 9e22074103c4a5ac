"""Which programs are driven, how often and in which postures. Everything follows from one seed."""
import random

# name, command, transports (tls1, tls2, plain, h2c), header postures that the program can be told
LIBRARIES = [
    ("curl", ["python", "curl.py"], ["tls1", "tls2", "tls2", "plain", "h2c"], "dawr"),
    ("wget", ["python", "wget.py"], ["tls1", "tls1", "plain"], "dawr"),
    ("python-urllib", ["python", "urllib_client.py"], ["tls1", "tls1", "plain"], "dawr"),
    ("python-requests", ["python", "requests_client.py"], ["tls1", "tls1", "plain"], "dawr"),
    ("python-httpx", ["python", "httpx_client.py"], ["tls1", "tls2", "tls2", "plain", "h2c"], "dawr"),
    ("python-aiohttp", ["python", "aiohttp_client.py"], ["tls1", "tls1", "plain"], "dawr"),
    ("python-raw", ["python", "raw.py"], ["tls1", "tls2", "tls2", "plain"], "rrrw"),
    ("perl-lwp", ["perl", "lwp.pl"], ["tls1", "tls1", "plain"], "dawr"),
    ("ruby-nethttp", ["ruby", "nethttp.rb"], ["tls1", "tls1", "plain"], "dawr"),
    ("php-curl", ["php", "curl.php"], ["tls1", "tls2", "plain", "h2c"], "dawr"),
    ("java", ["java", "Java.java"], ["tls1", "tls2", "tls2", "plain"], "dawr"),
    ("node-fetch", ["node", "fetch"], ["tls1", "tls1", "plain"], "dawr"),
    ("node-axios", ["node", "axios"], ["tls1", "tls1", "plain"], "dawr"),
    ("node-got", ["node", "got"], ["tls1", "tls2", "plain"], "dawr"),
    ("node-http", ["node", "http"], ["tls1", "plain"], "dawr"),
    ("node-http2", ["node", "http2"], ["tls2", "tls2", "h2c"], "rrwd"),
    ("got-scraping", ["node", "gotscraping"], ["tls1", "tls2", "tls2", "plain"], "ddda"),
    ("go-nethttp", ["go", ""], ["tls1", "tls2", "tls2", "plain"], "dawr"),
    ("dotnet-httpclient", ["dotnet", ""], ["tls1", "tls2", "tls2", "plain"], "dawr"),
]
IMPERSONATORS = [
    ("impit-chrome", ["node", "impit"], "chrome"),
    ("impit-firefox", ["node", "impit"], "firefox"),
    ("wreq-chrome", ["node", "wreq"], "chrome"),
    ("wreq-firefox", ["node", "wreq"], "firefox"),
    ("wreq-safari", ["node", "wreq"], "safari"),
]
WREQ = {"chrome": ["chrome_120", "chrome_131", "chrome_137", "chrome_145", "chrome_149"],
        "firefox": ["firefox_133", "firefox_139", "firefox_145"],
        "safari": ["safari_16.5", "safari_17.5", "safari_18.3", "safari_26.1"]}
TOOLS = ["wrk", "h2load", "siege", "ab", "ffuf", "gobuster", "nmap", "sqlmap", "openssl"]
SCRIPTS = ["http-title,http-headers,http-methods,http-robots.txt", "http-enum", "http-security-headers,http-sitemap-generator"]
DRIVEN = ["playwright", "patchright", "puppeteer", "rebrowser", "stealth", "firefox", "playwright-headful",
          "stealth-headful", "chromedriver", "chromium", "firefox-cli"]
HEADERS = {"d": "default", "a": "agent", "w": "wrong", "r": "right"}
STYLES = ["crawl", "deep", "browse", "browse", "search", "api", "probe", "login"]
PACES = ["burst", "steady", "random", "slow"]


def http_of(transport):
    return {"tls1": "1.1", "tls2": "2", "plain": "1.1", "h2c": "h2c"}[transport]


def posture(rng, i, headers):
    pace = PACES[(i + rng.randrange(2)) % 4]
    return {"headers": HEADERS[headers], "pace": pace, "style": rng.choice(STYLES), "assets": rng.random() < 0.3,
            "cookies": rng.random() < 0.5, "count": rng.randint(4, 9) if pace == "slow" else rng.randint(5, 26)}


def sessions(seed, each):
    """Every session of a program: family, kind of driver, transport, posture, extras of its plan."""
    rng = random.Random(seed)
    for family, command, transports, told in LIBRARIES:
        for i in range(each):
            p = posture(rng, i, told[i % len(told)])
            transport = transports[(i // len(told) + i) % len(transports)]
            extra = {"cold": rng.random() < 0.4}
            if family == "wget" and p["headers"] == "default":
                extra["recursive"] = rng.random() < 0.6
            if family == "wget":
                extra["random"] = p["pace"] == "random"
            if family in ("python-raw", "node-http2"):
                extra["browser_settings"] = rng.random() < 0.6
            if family == "python-raw":
                extra["resume"] = rng.random() < 0.45
            if family == "php-curl":
                extra["streams"] = http_of(transport) == "1.1" and rng.random() < 0.3
            if family == "java":
                extra["old"] = http_of(transport) == "1.1" and rng.random() < 0.35
            yield {"family": family, "driver": command, "transport": transport, "posture": p, "extra": extra}
    for family, command, browser in IMPERSONATORS:
        for i in range(each):
            p = posture(rng, i, "d")
            imitates = rng.choice(WREQ[browser]) if command[1] == "wreq" else browser
            system = rng.choice(["windows", "macos", "linux"]) if browser != "safari" else "macos"
            yield {"family": family, "driver": command, "transport": ["tls2", "tls2", "tls2", "plain"][i % 4], "posture": p,
                   "extra": {"imitates": imitates, "system": system}}
    for tool in TOOLS:
        for i in range(max(6, each // 2) if tool not in ("nmap", "sqlmap") else 5):
            p = dict(posture(rng, i, "dawr"[i % 4]), assets=False, style="deep", count=rng.randint(12, 40))
            plain = tool != "openssl" and i % 3 == 2
            transport = "plain" if plain else "tls2" if tool == "h2load" and i % 2 == 0 else "tls1"
            extra = {"at_once": rng.randint(1, 4), "seconds": rng.randint(1, 3), "keep": rng.random() < 0.5,
                     "script": SCRIPTS[i % 3], "random": rng.random() < 0.5}
            yield {"family": tool, "driver": ["tool", tool], "transport": transport, "posture": p, "extra": extra}


def cleartext(seed, each):
    """HTTP/2 without TLS, for the programs whose turn it never is above."""
    rng = random.Random(seed + 2)
    for family, command, _, told in LIBRARIES:
        if family in ("curl", "python-httpx"):
            for i in range(each):
                yield {"family": family, "driver": command, "transport": "h2c", "posture": posture(rng, i, told[i % 4]),
                       "extra": {"cold": False}}


def driven(seed, launches, per_launch):
    """Launches of driven browsers, each with several sessions."""
    rng = random.Random(seed + 1)
    for which in DRIVEN:
        for n in range(launches):
            told = rng.random() < 0.4 and which not in ("firefox", "firefox-cli", "playwright-headful", "stealth-headful")
            group = []
            for i in range(per_launch):
                pace = PACES[(n + i) % 4]
                p = {"headers": "agent" if told else "default", "pace": pace, "style": rng.choice(["browse", "deep", "crawl", "search"]),
                     "assets": True, "cookies": True, "count": rng.randint(3, 6) if pace == "slow" else rng.randint(3, 9)}
                group.append({"family": which if which.startswith("firefox") or which == "chromedriver" else which, "transport":
                              "plain" if (n * per_launch + i) % 5 == 4 else "tls2", "posture": p,
                              "extra": {"clicks": rng.random() < 0.4, "patient": rng.random() < 0.6, "block": rng.random() < 0.2,
                                        "pages": 3, "locale": rng.choice([None, "de-DE", "en-GB"])}})
            yield which, told, group
