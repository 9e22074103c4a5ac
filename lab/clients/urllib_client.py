"""Python's own urllib. Usage: urllib_client.py PLAN"""
import http.cookiejar, json, ssl, sys, time, urllib.error, urllib.request

plan = json.load(open(sys.argv[1]))
context = ssl.create_default_context()
context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
handlers = [urllib.request.HTTPSHandler(context=context)]
if plan["cookies"]:
    handlers.append(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
opener = urllib.request.build_opener(*handlers)
for step in plan["steps"]:
    time.sleep(step["w"] / 1000)
    body = step["b"].encode() if step.get("b") else None
    request = urllib.request.Request(plan["base"] + step["u"], data=body, method=step["m"])
    for name, value in step["h"]:
        request.add_header(name, value)
    try:
        opener.open(request, timeout=20).read()
    except urllib.error.HTTPError as refused:
        refused.read()
