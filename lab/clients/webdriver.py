"""Headless browsers without a library: Chromium through ChromeDriver, or by its command line, and Firefox by
its command line. Usage: webdriver.py chromedriver|chromium|firefox PLANS"""
import json, os, random, shutil, subprocess, sys, tempfile, time, urllib.request

which, plans = sys.argv[1], json.load(open(sys.argv[2]))
COMMON = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
          "--disable-sync", "--ignore-certificate-errors", "--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable"]


def call(port, path, body=None, method=None):
    data = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", data=data, method=method or ("POST" if data else "GET"))
    return json.load(urllib.request.urlopen(request, timeout=40))["value"]


def chromedriver():
    port = random.randint(20000, 30000)
    driver = subprocess.Popen(["chromedriver", f"--port={port}", "--silent"])
    try:
        for _ in range(100):
            time.sleep(0.1)
            try:
                call(port, "/status")
                break
            except OSError:
                pass
        for plan in plans:
            args = COMMON + ["--headless"] + ([f"--user-agent={plan['agent']}"] if plan.get("agent") else [])
            new = call(port, "/session", {"capabilities": {"alwaysMatch": {
                "acceptInsecureCerts": True, "goog:chromeOptions": {"binary": "/usr/bin/chromium", "args": args}}}})
            at = f"/session/{new['sessionId']}"
            for step in plan["steps"]:
                time.sleep(step["w"] / 1000)
                try:
                    call(port, at + "/url", {"url": plan["base"] + step["u"]})
                    if plan.get("clicks"):
                        links = call(port, at + "/elements", {"using": "css selector", "value": "main a"})
                        if links:
                            call(port, f"{at}/element/{list(random.choice(links).values())[0]}/click", {})
                except OSError as e:
                    print(e, file=sys.stderr)
            call(port, at, method="DELETE")
    finally:
        driver.terminate()
        driver.wait(10)


def commands():
    for plan in plans:
        with tempfile.TemporaryDirectory() as profile:
            for step in plan["steps"][:plan.get("pages", 3)]:
                url = plan["base"] + step["u"]
                if which == "chromium":
                    line = ["chromium", *COMMON, "--headless", f"--user-data-dir={profile}", "--timeout=4000",
                            *([f"--user-agent={plan['agent']}"] if plan.get("agent") else []),
                            *(["--dump-dom"] if plan["http"] else []), url]
                else:
                    line = ["firefox-esr", "--headless", "--no-remote", "--profile", profile, "--window-size=1000,800",
                            "--screenshot", profile + "/shot.png", url]
                    for name in ("cert9.db", "key4.db", "pkcs11.txt"):
                        shutil.copy(os.path.join(os.environ["HOME"], ".pki/nssdb", name), profile)
                    with open(profile + "/user.js", "w") as prefs:
                        prefs.write('user_pref("dom.security.https_first",false);\n'
                                    'user_pref("network.captive-portal-service.enabled",false);\n'
                                    'user_pref("network.connectivity-service.enabled",false);\n')
                try:
                    subprocess.run(line, timeout=40, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                except subprocess.TimeoutExpired:
                    pass


chromedriver() if which == "chromedriver" else commands()
