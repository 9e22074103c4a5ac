"""requests, with one session or without. Usage: requests_client.py PLAN"""
import json, sys, time, warnings
import requests

warnings.simplefilter("ignore")
plan = json.load(open(sys.argv[1]))
session = requests.Session() if plan["cookies"] or not plan.get("cold") else requests
if session is not requests and not plan["cookies"]:
    session.cookies.set_policy(__import__("http.cookiejar").cookiejar.DefaultCookiePolicy(allowed_domains=[]))
for step in plan["steps"]:
    time.sleep(step["w"] / 1000)
    session.request(step["m"], plan["base"] + step["u"], headers=dict(step["h"]), data=step.get("b"),
                    verify=False, timeout=20)
