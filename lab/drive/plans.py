"""What a session asks for: its path through the site, its headers, its pauses. Chance comes from its seed."""
import random

import browsers

SECTIONS = ["boats", "paddles", "bags", "clothes", "maps", "books"]
PAGES = ["about", "contact", "delivery", "returns", "privacy", "terms", "help", "careers"]
LANGUAGES = ["en-US,en;q=0.9", "en-GB,en;q=0.9", "de-DE,de;q=0.9,en-US;q=0.8,en;q=0.7", "fr-FR,fr;q=0.9,en;q=0.8",
             "es-ES,es;q=0.9", "en-US,en;q=0.5"]
MISSING = ["/wp-login.php", "/.env", "/admin", "/old/index.html", "/shop/boats/99", "/feed", "/.git/config"]


def paths(rng, style, count):
    """Documents only, each with its method."""
    items = [f"/shop/{s}/{n}" for s in SECTIONS for n in range(1, 12)]
    if style == "crawl":
        start = rng.randrange(len(items))
        walk = ["/robots.txt", "/sitemap.xml", "/"] + [items[(start + i) % len(items)] for i in range(count)]
    elif style == "deep":
        walk = rng.sample(items, min(count, len(items)))
    elif style == "api":
        walk = ["/api/items"] + [f"/api/stock/{rng.choice(SECTIONS)}-{rng.randint(1, 11)}" for _ in range(count)]
    elif style == "search":
        walk = [f"/search?q={rng.choice(SECTIONS)}+{rng.randint(1, 99)}&page={rng.randint(1, 5)}" for _ in range(count)]
    elif style == "probe":
        walk = [rng.choice(MISSING) if rng.random() < 0.5 else rng.choice(items) for _ in range(count)]
    else:
        walk = ["/"]
        while len(walk) < count:
            walk.append(rng.choice(["/shop", f"/shop/{rng.choice(SECTIONS)}", rng.choice(items), "/journal",
                                    f"/journal/{rng.randint(1, 18)}", "/" + rng.choice(PAGES), "/search?q=map"]))
    steps = [("GET", p) for p in walk[:count]]
    if style == "login":
        steps = [("GET", "/login")] + [("POST", "/login") for _ in range(max(1, count - 1))]
    return steps


def pause(rng, pace):
    """Milliseconds before a request."""
    return {"burst": 0, "steady": 150, "random": min(1800, int(rng.expovariate(1 / 350))),
            "slow": rng.randint(700, 1500)}[pace]


def make(seed, base, http, posture):
    """posture: headers default|agent|wrong|right, pace, style, assets, cookies, count."""
    rng = random.Random(seed)
    secure = base.startswith("https")
    kind = rng.choice(["chrome", "chrome", "chrome", "firefox", "safari"])
    system = rng.choice(["windows", "windows", "mac", "linux", "android"]) if kind == "chrome" else \
        rng.choice(["windows", "mac", "linux"])
    version = {"chrome": rng.randint(108, 156), "firefox": rng.randint(109, 153), "safari": rng.randint(15, 18)}[kind]
    language = rng.choice(LANGUAGES)
    posture = dict(posture, pretends=f"{kind} {version} {system}" if posture["headers"] != "default" else None)

    def headers(resource, referer):
        if posture["headers"] == "default":
            return []
        if posture["headers"] == "agent":
            return [("User-Agent", browsers.agent(kind, version, system))]
        site = "same-origin" if referer else "none"
        out = browsers.full(kind, version, system, resource, site, referer, language, http == "2", secure)
        if posture["headers"] == "wrong":
            rng.shuffle(out)
        return out

    steps, last = [], None
    for method, path in paths(rng, posture["style"], posture["count"]):
        referer = base + last if last and posture["headers"] in ("wrong", "right") and posture["style"] == "browse" else None
        step = {"m": method, "u": path, "h": headers("document", referer), "w": pause(rng, posture["pace"])}
        if method == "POST":
            step["b"] = f"user=u{rng.randint(1, 999)}&password={rng.randint(1000, 99999)}"
            step["h"] = step["h"] + [("Content-Type", "application/x-www-form-urlencoded")]
        steps.append(step)
        last = path
        if posture["assets"] and len(steps) < posture["count"]:
            for asset, resource in [("/assets/site.css", "style"), ("/assets/site.js", "script"),
                                    (f"/assets/img/{rng.choice(SECTIONS)}-{rng.randint(1, 11)}.svg", "image"),
                                    (f"/assets/img/{rng.choice(SECTIONS)}-{rng.randint(1, 11)}.svg", "image")]:
                steps.append({"m": "GET", "u": asset, "h": headers(resource, base + path), "w": 0})
    return posture, {"base": base, "http": http, "cookies": posture["cookies"], "steps": steps}
