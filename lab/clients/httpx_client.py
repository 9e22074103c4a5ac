"""httpx, HTTP/1.1 or HTTP/2. Usage: httpx_client.py PLAN"""
import json, sys, time
import httpx

plan = json.load(open(sys.argv[1]))
h2 = plan["http"] in ("2", "h2c")
with httpx.Client(http2=h2, http1=plan["http"] != "h2c", verify=False, timeout=20) as client:
    for step in plan["steps"]:
        time.sleep(step["w"] / 1000)
        client.request(step["m"], plan["base"] + step["u"], headers=step["h"], content=step.get("b"))
        if not plan["cookies"]:
            client.cookies.clear()
