"""wget, following links or asking for a list. Usage: wget.py PLAN"""
import json, subprocess, sys, tempfile

plan = json.load(open(sys.argv[1]))
with tempfile.TemporaryDirectory() as folder:
    line = ["wget", "-q", "-P", folder, "--no-check-certificate", "-T", "20", "-t", "1"]
    waits = sum(s["w"] for s in plan["steps"]) / len(plan["steps"]) / 1000
    if waits:
        line += [f"--wait={waits:.2f}"] + (["--random-wait"] if plan.get("random") else [])
    for name, value in plan["steps"][0]["h"]:
        line += [f"--user-agent={value}"] if name.lower() == "user-agent" else [f"--header={name}: {value}"]
    if not plan["cookies"]:
        line.append("--no-cookies")
    if plan.get("recursive"):
        line += ["-r", "-l", "2", "-p", "-Q", "60k", plan["base"] + "/"]
    else:
        line += [plan["base"] + s["u"] for s in plan["steps"] if s["m"] == "GET"]
    subprocess.run(line, timeout=120)
