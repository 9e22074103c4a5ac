"""From raw captures to what the repository holds: rows with their session, the same host everywhere, grouped and
compressed, and the table of sessions. Refuses a person whose browser said that it was driven.
Usage: compact.py WORK OUT"""
import base64, collections, glob, gzip, io, json, os, re, subprocess, sys

work, out = sys.argv[1:3]
HOST = re.compile(r"(\d{4})\.river\.example(:81)?")
SHOWN = "shop.river.example"
HEADING = "## What was captured"
MOST_ROWS = 70
GROUPS = {"people": "people", "intercepted": "people-intercepted", "tool": "tools", "driven": "browsers-driven",
          "library": "libraries", "impersonator": "impersonators"}


def version(*line):
    try:
        done = subprocess.run(line, capture_output=True, text=True, timeout=30)
        found = re.search(r"\d+(\.\d+)+", done.stdout + done.stderr)
        return found.group(0) if found else "?"
    except (OSError, subprocess.SubprocessError):
        return "?"


def npm(name):
    try:
        return json.load(open(f"{work}/npm/node_modules/{name}/package.json"))["version"]
    except OSError:
        return "?"


def python(name):
    return version("/usr/bin/python3", "-c", f"import {name};print({name}.__version__)")


def package(name):
    return version("dpkg-query", "-W", "-f", "${Version}", name)


def versions():
    py, chromium, firefox, node = package("python3"), version("chromium", "--version"), version("firefox-esr", "--version"), version("node", "--version")
    found = {"curl": version("curl", "--version"), "wget": version("wget", "--version"), "python-urllib": version("/usr/bin/python3", "--version"),
             "python-requests": python("requests"), "python-httpx": python("httpx"), "python-aiohttp": python("aiohttp"),
             "python-raw": f"h2 {python('h2')}, Python {version('/usr/bin/python3', '--version')}", "perl-lwp": package("libwww-perl"),
             "ruby-nethttp": version("ruby", "--version"), "php-curl": version("php", "--version"), "java": version("java", "-version"),
             "go-nethttp": version("go", "version"), "dotnet-httpclient": version("dotnet", "--version"), "node-axios": npm("axios"), "node-got": npm("got"),
             "got-scraping": npm("got-scraping"), "wrk": package("wrk"), "h2load": version("h2load", "--version"), "siege": package("siege"),
             "ab": package("apache2-utils"), "ffuf": package("ffuf"), "gobuster": package("gobuster"), "nmap": package("nmap"), "sqlmap": package("sqlmap"),
             "openssl": version("openssl", "version"), "chromium-window": chromium, "firefox-window": firefox, "chromium": chromium,
             "chromedriver": chromium, "firefox-cli": firefox, "firefox": f"{firefox}, puppeteer-core {npm('puppeteer-core')}"}
    for name in ("node-fetch", "node-http", "node-http2"):
        found[name] = node
    for name, module in (("playwright", "playwright-core"), ("patchright", "patchright-core"), ("puppeteer", "puppeteer-core"),
                         ("rebrowser", "rebrowser-puppeteer-core"), ("stealth", "puppeteer-extra-plugin-stealth")):
        found[name] = f"{npm(module)}, Chromium {chromium}"
        found[name + "-headful"] = found[name]
    for name in ("impit-chrome", "impit-firefox"):
        found[name] = npm("impit")
    for name in ("wreq-chrome", "wreq-firefox", "wreq-safari"):
        found[name] = npm("wreq-js")
    return found


def group(label):
    family = label["family"]
    if label["class"] == "person_proxy":
        return GROUPS["intercepted" if label.get("intercepted") else "people"]
    if family in ("wrk", "h2load", "siege", "ab", "ffuf", "gobuster", "nmap", "sqlmap", "openssl"):
        return GROUPS["tool"]
    if family.split("-")[0] in ("impit", "wreq"):
        return GROUPS["impersonator"]
    if family.startswith(("playwright", "patchright", "puppeteer", "rebrowser", "stealth", "firefox", "chrom")):
        return GROUPS["driven"]
    return GROUPS["library"]


def shown(text):
    return HOST.sub(SHOWN, text)


def connection_of(row):
    row = dict(row)
    if "hello" in row:
        # The name in the hello has the same length as the one that stands for all.
        row["hello"] = base64.b64encode(HOST.sub(SHOWN, base64.b64decode(row["hello"]).decode("latin-1")).encode("latin-1")).decode()
    return row


def row_of(row, session):
    row = dict(row, l=session, h=shown(row["h"]))
    row["f"] = [[n, shown(v) if isinstance(v, str) else v] for n, v in row["f"]]
    return row


def resumed(row):
    """Whether the hello offers a pre-shared key or a ticket that is not empty."""
    if "hello" not in row:
        return False
    data = base64.b64decode(row["hello"])
    at = 38
    at += 1 + data[at]
    at += 2 + int.from_bytes(data[at:at + 2], "big")
    at += 1 + data[at]
    end = at + 2 + int.from_bytes(data[at:at + 2], "big") if at < len(data) else at
    at += 2
    while at + 4 <= end:
        kind, length = int.from_bytes(data[at:at + 2], "big"), int.from_bytes(data[at + 2:at + 4], "big")
        if kind == 41 or (kind == 35 and length):
            return True
        at += 4 + length
    return False


def main():
    labels = {}
    for line in open(f"{work}/sessions.jsonl"):
        label = json.loads(line)
        labels[label["session"]] = label
    rows, connections, unknown = collections.defaultdict(list), {}, 0
    for file in sorted(glob.glob(f"{work}/raw/*.jsonl")):
        run = os.path.basename(file).rsplit("-", 1)[0]
        for line in open(file):
            row = json.loads(line)
            # Connections are numbered within one run of the gateway.
            row["c"] = (run, row["c"])
            if row["k"] == "c":
                connections[row["c"]] = row
                continue
            found = HOST.match(row["h"])
            if found and found.group(1) in labels:
                rows[found.group(1)].append(row)
            else:
                unknown += 1
    known, kept, refused, taken = versions(), [], [], collections.defaultdict(list)
    for session, label in sorted(labels.items()):
        # The probes tell whether a browser admits to be driven, and belong to no visitor's traffic.
        # A session that was broken off and driven again counts as it was the last time.
        last = max((r["c"][0] for r in rows[session]), default="")
        rows[session] = [r for r in rows[session] if r["c"][0] == last]
        probes = collections.Counter(r["p"] for r in rows[session] if r["p"].startswith("/probe/"))
        mine = sorted((r for r in rows[session] if not r["p"].startswith("/probe/")), key=lambda r: r["t"])[:MOST_ROWS]
        if label["class"] == "person_proxy" and (probes["/probe/driven"] or not probes["/probe/free"]):
            refused.append(session)
            continue
        if len(mine) < (2 if label["class"] == "person_proxy" else 1):
            continue
        used = {r["c"] for r in mine}
        label.pop("started", None)
        label.update(version=known.get(label["family"], "?"), group=group(label), requests=len(mine), connections=len(used),
                     resumed=sum(resumed(connections[c]) for c in used), address_seed=int(session) * 7919 % 1000003)
        if probes:
            label["admits_webdriver"] = bool(probes["/probe/driven"])
        kept.append(label)
        taken[label["group"]] += [row_of(r, session) for r in mine]
    for line in open(f"{work}/synthetic-sessions.jsonl"):
        label = json.loads(line)
        if label["class"] == "bot":
            label["version"] = f"header-generator {npm('header-generator')}"
        label["group"] = "scrapers-synthetic" if label["class"] == "bot" else "people-synthetic"
        label["address_seed"] = (int(label["session"][1:]) + 10000) * 7919 % 1000003
        kept.append(label)
    os.makedirs(out, exist_ok=True)
    for name, list_of in taken.items():
        list_of.sort(key=lambda r: r["t"])
        numbers, lines = {}, []
        for row in list_of:
            if row["c"] not in numbers:
                numbers[row["c"]] = len(numbers) + 1
                lines.append(dict(connection_of(connections[row["c"]]), c=numbers[row["c"]]))
            lines.append(dict(row, c=numbers[row["c"]]))
        write(name, (json.dumps(line, ensure_ascii=False, separators=(",", ":")) for line in lines))
    count, again, lines_of = collections.Counter(), collections.defaultdict(set), collections.defaultdict(set)
    for name in ("people-synthetic", "scrapers-synthetic"):
        path = f"{work}/{name}.jsonl"
        if os.path.exists(path):
            lines = open(path).read().splitlines()
            write(name, lines)
            offers = {}
            for line in lines:
                row = json.loads(line)
                if row["k"] == "c":
                    offers[row["c"]] = resumed(row)
                else:
                    count[row["l"]] += 1
                    lines_of[row["l"]].add(row["c"])
                    if offers[row["c"]]:
                        again[row["l"]].add(row["c"])
    for label in kept:
        if label.get("synthetic"):
            session = label["session"]
            label.update(requests=count[session], connections=len(lines_of[session]), resumed=len(again[session]))
    kept = [k for k in kept if k["requests"]]
    with open(f"{out}/sessions.jsonl", "w") as file:
        file.writelines(json.dumps(k, sort_keys=True) + "\n" for k in kept)
    table(kept)
    print(f"{unknown} rows of no session, {len(refused)} people refused: {refused}")


def write(name, lines):
    # No time and no name in the header: the same rows give the same file.
    with open(f"{out}/{name}.jsonl.gz", "wb") as raw, gzip.GzipFile("", "wb", 9, raw, 0) as file:
        for line in lines:
            file.write(line.encode() + b"\n")


def table(kept):
    by = collections.defaultdict(lambda: [0, 0, 0, set(), collections.Counter()])
    for k in kept:
        entry = by[(k["class"], k["group"], k["family"])]
        entry[0] += 1
        entry[1] += k["requests"]
        entry[2] += 1 if k.get("resumed") else 0
        entry[3].add(k.get("version", "?"))
        entry[4][k["protocol"]] += 1
    with io.StringIO() as file:
        file.write("| class | file | family | version | sessions | requests | with resumed TLS | protocols |\n|---|---|---|---|---|---|---|---|\n")
        for (kind, name, family), (sessions, requests, again, known, protocols) in sorted(by.items()):
            shown_versions = sorted(known, key=lambda v: [int(n) for n in re.findall(r"\d+", v)][:3])
            text = shown_versions[0] if len(known) == 1 else f"{shown_versions[0]} to {shown_versions[-1]}"
            file.write(f"| {kind} | {name} | {family} | {text} | {sessions} | {requests} | {again} | "
                       f"{', '.join(f'{p} {n}' for p, n in sorted(protocols.items()))} |\n")
        bots = [k for k in kept if k["class"] == "bot"]
        people = [k for k in kept if k["class"] != "bot"]
        file.write(f"\nBots: {len(bots)} sessions, {sum(k['requests'] for k in bots)} requests. "
                   f"Person proxies: {len(people)} sessions, {sum(k['requests'] for k in people)} requests, "
                   f"of them {sum(not k.get('synthetic') for k in people)} sessions live.\n")
        made = file.getvalue()
    readme = os.path.join(out, "..", "README.md")
    if os.path.exists(readme):
        text = open(readme).read().split(HEADING)[0]
        open(readme, "w").write(f"{text}{HEADING}\n\n{made}")
    print(made)


main()
