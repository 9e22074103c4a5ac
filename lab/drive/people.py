"""People's stand-ins: browsers with a window, moved only by the mouse and the keyboard of an X server."""
import os, random, re, shutil, subprocess, time

import plans

WORDS = ["paddle", "dry bag", "river map", "socks", "mug", "rope", "canoe"]


class Screen:
    """An X server of its own with a window manager."""

    def __init__(self, number, home):
        self.env = dict(os.environ, DISPLAY=f":{number}", HOME=home, XDG_RUNTIME_DIR=home, LANG="C.UTF-8", NO_AT_BRIDGE="1")
        self.server = subprocess.Popen(["Xvfb", f":{number}", "-screen", "0", "1280x900x24", "-nolisten", "tcp"],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(1.5)
        self.manager = subprocess.Popen(["openbox"], env=self.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def key(self, *names):
        subprocess.run(["xdotool", "key", "--clearmodifiers", *names], env=self.env, timeout=20)

    def type(self, rng, text, hurried):
        subprocess.run(["xdotool", "type", "--delay", str(18 if hurried else rng.randint(40, 110)), text], env=self.env, timeout=60)

    def move(self, rng, x, y, hurried):
        """Along a bent line with uneven steps, as a hand does."""
        steps = rng.randint(3, 5) if hurried else rng.randint(8, 16)
        place = subprocess.run(["xdotool", "getmouselocation", "--shell"], env=self.env, capture_output=True, text=True, timeout=20)
        at = dict(line.split("=") for line in place.stdout.split() if "=" in line)
        x0, y0 = int(at.get("X", 600)), int(at.get("Y", 400))
        bend_x, bend_y = rng.uniform(-60, 60), rng.uniform(-60, 60)
        words = []
        for i in range(1, steps + 1):
            t = i / steps
            t = t * t * (3 - 2 * t)
            words += ["mousemove", str(int(x0 + (x - x0) * t + bend_x * 4 * t * (1 - t))),
                      str(max(0, int(y0 + (y - y0) * t + bend_y * 4 * t * (1 - t)))), "sleep", f"{rng.uniform(0.006, 0.03):.3f}"]
        subprocess.run(["xdotool", *words], env=self.env, timeout=20)

    def click(self, button=1):
        subprocess.run(["xdotool", "click", str(button)], env=self.env, timeout=20)

    def window(self, name):
        out = subprocess.run(["xdotool", "search", "--onlyvisible", "--class", name], env=self.env, capture_output=True, text=True, timeout=20)
        return out.stdout.split()

    def title(self):
        """Of the window that has the keyboard: shows whether a page has come."""
        out = subprocess.run(["xdotool", "getactivewindow", "getwindowname"], env=self.env, capture_output=True, text=True, timeout=20)
        return out.stdout.strip()

    def close(self):
        for process in (self.manager, self.server):
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def start(browser, screen, home, profile, language, proxy, fresh_https):
    if browser == "chromium":
        line = ["chromium", "--no-sandbox", "--test-type", "--no-first-run", "--no-default-browser-check", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--disable-gpu", "--password-store=basic", f"--user-data-dir={profile}",
                "--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,Translate", "--window-position=0,0", "--window-size=1280,900",
                f"--lang={language.split(',')[0]}", f"--accept-lang={language}"]
        if proxy:
            line.append(f"--proxy-server=http://127.0.0.1:{proxy}")
        return subprocess.Popen([*line, "about:blank"], env=screen.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.makedirs(profile, exist_ok=True)
    for name in ("cert9.db", "key4.db", "pkcs11.txt"):
        source = os.path.join(home, ".pki/nssdb", name)
        if os.path.exists(source) and not os.path.exists(os.path.join(profile, name)):
            shutil.copy(source, profile)
    prefs = {"browser.shell.checkDefaultBrowser": "false", "browser.aboutwelcome.enabled": "false", "datareporting.policy.dataSubmissionEnabled": "false",
             "dom.security.https_first": "false", "dom.security.https_first_schemeless": "false", "network.captive-portal-service.enabled": "false",
             "network.connectivity-service.enabled": "false", "app.update.enabled": "false", "browser.safebrowsing.downloads.enabled": "false",
             "intl.accept_languages": f'"{language}"', "browser.tabs.warnOnClose": "false", "trailhead.firstrun.didSeeAboutWelcome": "true",
             "termsofuse.bypassNotification": "true", "browser.preonboarding.enabled": "false", "signon.rememberSignons": "false",
             "browser.sessionstore.resume_from_crash": "false", "browser.warnOnQuit": "false", "toolkit.telemetry.reportingpolicy.firstRun": "false"}
    if proxy:
        prefs.update({"network.proxy.type": "1", "network.proxy.http": '"127.0.0.1"', "network.proxy.http_port": str(proxy),
                      "network.proxy.ssl": '"127.0.0.1"', "network.proxy.ssl_port": str(proxy)})
    with open(os.path.join(profile, "user.js"), "w") as file:
        file.writelines(f'user_pref("{name}", {value});\n' for name, value in prefs.items())
    return subprocess.Popen(["firefox-esr", "--no-remote", "--profile", profile, "--width", "1280", "--height", "900", "about:blank"],
                            env=screen.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def dwell(rng, hurried):
    time.sleep(rng.uniform(0.25, 0.9) if hurried else min(7.0, rng.lognormvariate(0.75, 0.6)))


def go(rng, screen, url, hurried, new_tab=False):
    screen.key("ctrl+t" if new_tab else "ctrl+l")
    time.sleep(0.35)
    screen.type(rng, url, hurried)
    screen.key("Return")


def session(rng, screen, base, hurried, actions):
    """One person on one site. Returns what was done, for the label."""
    done = {}

    def note(what):
        done[what] = done.get(what, 0) + 1

    first = base + rng.choice(["/", "/", "/", "/shop", f"/shop/{rng.choice(plans.SECTIONS)}/{rng.randint(1, 11)}", "/journal/3"])
    for _ in range(4):
        go(rng, screen, first, hurried, new_tab=rng.random() < 0.5)
        note("typed")
        for _ in range(12):
            time.sleep(0.5)
            if re.match(r"(Home|Shop|Journal|Article \d+|[a-z]+ \d+)\b", screen.title()):
                break
        else:
            continue
        break
    else:
        return done
    tabs = 1
    for _ in range(actions):
        dwell(rng, hurried)
        if rng.random() < 0.45:
            for _ in range(rng.randint(1, 4)):
                screen.click(5)
                time.sleep(rng.uniform(0.05, 0.25))
            if rng.random() < 0.5:
                screen.click(4)
            note("scroll")
        dice = rng.random()
        x, y = rng.randint(40, 1200), rng.randint(200, 700)
        if dice < 0.50:
            screen.move(rng, x, y, hurried)
            screen.click()
            note("click")
        elif dice < 0.60:
            screen.key("alt+Left")
            note("back")
        elif dice < 0.63:
            screen.key("alt+Right")
            note("forward")
        elif dice < 0.72:
            screen.move(rng, x, y, hurried)
            screen.click(2)
            note("new_tab")
            tabs += 1
            if rng.random() < 0.7:
                time.sleep(0.3)
                screen.key("ctrl+Next")
                note("switch")
        elif dice < 0.78 and tabs > 1:
            screen.key("ctrl+Prior")
            note("switch")
        elif dice < 0.86:
            go(rng, screen, base + "/search", hurried)
            time.sleep(1.3)
            screen.type(rng, rng.choice(WORDS), hurried)
            screen.key("Return")
            note("search")
        elif dice < 0.90:
            go(rng, screen, base + "/login", hurried)
            time.sleep(1.3)
            screen.type(rng, "jane", hurried)
            screen.key("Tab")
            screen.type(rng, "correct horse", hurried)
            screen.key("Return")
            note("login")
        elif dice < 0.96:
            screen.key(*["Tab"] * rng.randint(2, 9))
            screen.key("Return")
            note("keyboard")
        else:
            screen.key("F5")
            note("reload")
    dwell(rng, hurried)
    return done


def wait_for_window(screen, browser, seconds=45):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if screen.window("chromium" if browser == "chromium" else "firefox"):
            time.sleep(2.5)
            return True
        time.sleep(0.5)
    return False


def stop(process):
    process.terminate()
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(10)
