"""curl: one process for all requests, or one for each. Usage: curl.py PLAN"""
import json, os, random, subprocess, sys, tempfile, time

plan = json.load(open(sys.argv[1]))
jar = tempfile.mktemp()
http = {"1.1": ["--http1.1"], "2": ["--http2"], "h2c": ["--http2-prior-knowledge"]}[plan["http"]]


def words(step):
    out = [*http, "-sk", "-o", "/dev/null", "-X", step["m"]] if step["m"] not in ("GET", "POST") else \
        [*http, "-sk", "-o", "/dev/null"]
    for name, value in step["h"]:
        out += ["-H", f"{name}: {value}"]
    if step.get("b"):
        out += ["-d", step["b"]]
    if plan["cookies"]:
        out += ["-b", jar, "-c", jar]
    return out + [plan["base"] + step["u"]]


if plan.get("cold"):
    for step in plan["steps"]:
        time.sleep(step["w"] / 1000)
        subprocess.run(["curl", *words(step)], timeout=30)
else:
    line = ["curl"]
    waits = sum(s["w"] for s in plan["steps"]) / len(plan["steps"])
    if waits:
        line += ["--rate", f"{max(1, int(60000 / waits))}/m"]
    for i, step in enumerate(plan["steps"]):
        line += (["--next"] if i else []) + words(step)
    subprocess.run(line, timeout=120)
if os.path.exists(jar):
    os.remove(jar)
