"""Drives every session against the running gateway and writes what each one was. Run by lab/run, inside a
network namespace of its own. Usage: main.py prepare|drive WORK"""
import json, os, queue, random, subprocess, sys, threading, time

import families, people, plans

HERE = os.path.dirname(os.path.abspath(__file__))
CLIENTS = os.path.join(HERE, "..", "clients")
SEED = 20260131
EACH = int(os.environ.get("LAB_EACH", "16"))
LAUNCHES = int(os.environ.get("LAB_LAUNCHES", "5"))
PEOPLE = int(os.environ.get("LAB_PEOPLE", "22"))
MINUTES = float(os.environ.get("LAB_MINUTES", "18"))
LANES = int(os.environ.get("LAB_LANES", "4"))
ONLY = os.environ.get("LAB_ONLY", "")
CURL_LANGUAGES = ["en-US,en", "en-US,en", "en-GB,en", "de-DE,de,en", "fr-FR,fr,en", "es-ES,es,en"]


def base(host, transport):
    return {"plain": f"http://{host}", "h2c": f"http://{host}:81"}.get(transport, f"https://{host}")


def schedule():
    """All sessions with their hosts. The numbers are dealt in random order: a host says nothing of its class."""
    rng = random.Random(SEED)
    programs = list(families.sessions(SEED, EACH))
    launches = list(families.driven(SEED, LAUNCHES, 3))
    more = list(families.cleartext(SEED, EACH // 4))
    numbers = rng.sample(range(1000, 9999), len(programs) + 3 * len(launches) + 8 * PEOPLE + len(more))
    names = iter(f"{n}.river.example" for n in numbers)
    for s in programs:
        s.update(host=next(names), kind="bot")
    for _, _, group in launches:
        for s in group:
            s.update(host=next(names), kind="bot")
    persons = []
    for browser in ("chromium", "firefox"):
        for n in range(PEOPLE):
            intercepted = n % 7 == 5
            visits = [{"host": next(names), "family": f"{browser}-window", "kind": "person_proxy", "driver": ["x11", browser],
                       "transport": "plain" if (2 * n + i) % 8 == 7 and not intercepted else "tls2", "hurried": (n + i) % 3 == 2,
                       "intercepted": intercepted, "posture": {"style": "hurried" if (n + i) % 3 == 2 else "human"}} for i in range(2)]
            persons.append({"browser": browser, "n": n, "visits": visits, "intercepted": intercepted,
                            "language": CURL_LANGUAGES[n % len(CURL_LANGUAGES)], "returning": n % 5 == 4})
    for s in more:
        s.update(host=next(names), kind="bot")
    return rng, programs + more, launches, persons


def prepare(work):
    _, programs, launches, persons = schedule()
    hosts = [s["host"] for s in programs] + [s["host"] for _, _, g in launches for s in g] + \
            [v["host"] for p in persons for v in p["visits"]]
    with open(os.path.join(work, "hosts"), "w") as file:
        file.write("127.0.0.1 localhost\n")
        # An address each, because browsers share an HTTP/2 connection between names of one address.
        file.writelines(f"127.{20 + i // 250}.{i % 250}.{1 + i % 97} {host}\n" for i, host in enumerate(hosts))


class Lab:
    def __init__(self, work):
        self.work, self.lock, self.labels = work, threading.Lock(), open(os.path.join(work, "sessions.jsonl"), "a")
        self.until = time.monotonic() + MINUTES * 60
        self.env = dict(os.environ, HOME=os.path.join(work, "home"), LAB_NPM=os.path.join(work, "npm"), LC_ALL="C.UTF-8",
                        XDG_RUNTIME_DIR=os.path.join(work, "home"))

    def note(self, session, started, posture, extra=None):
        record = {"session": session["host"].split(".")[0], "class": session["kind"], "family": session["family"],
                  "protocol": session["transport"], "posture": posture, "started": started, **(extra or {})}
        with self.lock:
            self.labels.write(json.dumps(record) + "\n")
            self.labels.flush()

    def file(self, session, plan):
        path = os.path.join(self.work, "plans", session["host"] + ".json")
        with open(path, "w") as file:
            json.dump(plan, file)
        return path

    def run(self, words, seconds):
        process = subprocess.Popen(words, env=self.env, cwd=os.path.join(self.work, "plans"), stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=open(os.path.join(self.work, "clients.log"), "a"), start_new_session=True)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 15)
            process.wait(10)

    def program(self, s):
        http = families.http_of(s["transport"])
        posture, plan = plans.make(s["host"], base(s["host"], s["transport"]), http, s["posture"])
        plan.update(s["extra"], pretends=posture["pretends"])
        kind, which = (s["driver"] + [""])[:2]
        path, started = self.file(s, plan), time.time()
        client = os.path.join(CLIENTS, which) if which else ""
        words = {"python": ["/usr/bin/python3", client, path], "perl": ["perl", client, path], "ruby": ["ruby", client, path],
                 "php": ["php", client, path], "node": ["node", os.path.join(CLIENTS, "node.mjs"), which, path],
                 "go": [os.path.join(self.work, "go-client"), path], "dotnet": ["dotnet", os.path.join(self.work, "dotnet/out/Client.dll"), path],
                 "tool": ["/usr/bin/python3", os.path.join(CLIENTS, "tools.py"), which, path],
                 "java": ["java", "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", os.path.join(self.work, "java"), "Java", path + ".tsv"]}[kind]
        if kind == "java":
            rows = [[http, "cookies" if plan["cookies"] else "", "old" if plan.get("old") else ""]] + [
                [str(t["w"]), t["m"], plan["base"] + t["u"], t.get("b", "")] + [w for h in t["h"] for w in h] for t in plan["steps"]]
            with open(path + ".tsv", "w") as file:
                file.writelines("\t".join(r) + "\n" for r in rows)
        self.run(words, 90)
        self.note(s, started, dict(posture, **s["extra"]))

    def launch(self, which, told, group):
        agent, started, made = None, time.time(), []
        for s in group:
            posture, plan = plans.make(s["host"], base(s["host"], s["transport"]), "2", dict(s["posture"], assets=False, headers="agent"))
            agent = agent or dict(plan["steps"][0]["h"])["User-Agent"]
            plan.update(s["extra"], agent=agent if told else None)
            posture.update(s["posture"], **s["extra"], pretends=agent if told else None)
            made.append((s, posture, plan))
        path = self.file(group[0], [plan for _, _, plan in made])
        name, _, headful = which.partition("-headful")
        if which in ("chromedriver", "chromium", "firefox-cli"):
            words = ["/usr/bin/python3", os.path.join(CLIENTS, "webdriver.py"), which.split("-")[0], path]
        else:
            words = ["node", os.path.join(CLIENTS, "browsers.mjs"), name, path] + (["headful"] if "-headful" in which else [])
        if "-headful" in which:
            words = ["xvfb-run", "-a", *words]
        self.run(words, 170)
        for s, posture, _ in made:
            self.note(s, started, posture)

    def person(self, p, number):
        rng = random.Random(f"{SEED}{p['browser']}{p['n']}")
        home = os.path.join(self.work, "home")
        profile = os.path.join(self.work, "profiles", f"{p['browser']}-{p['n'] - 1 if p['returning'] else p['n']}")
        screen = people.Screen(number, home)
        browser = people.start(p["browser"], screen, home, profile, p["language"], 8081 if p["intercepted"] else None, False)
        try:
            if not people.wait_for_window(screen, p["browser"]):
                return
            for v in p["visits"]:
                started = time.time()
                done = people.session(rng, screen, base(v["host"], v["transport"]), v["hurried"], rng.randint(7, 14))
                self.note(v, started, dict(v["posture"], actions=done, language=p["language"], returning=p["returning"]),
                          {"intercepted": v["intercepted"]})
        finally:
            people.stop(browser)
            screen.close()

    def lane(self, tasks, deadline):
        while not deadline or time.monotonic() < self.until:
            try:
                task = tasks.get_nowait()
            except queue.Empty:
                return
            try:
                task()
            except Exception as e:  # one session that fails is one session less
                print(f"{type(e).__name__}: {e}", file=sys.stderr)


def drive(work):
    rng, programs, launches, persons = schedule()
    lab = Lab(work)
    done = {json.loads(line)["session"] for line in open(os.path.join(work, "sessions.jsonl"))}
    fresh = lambda s: s["host"].split(".")[0] not in done
    programs = [s for s in programs if fresh(s)]
    launches = [(w, t, g) for w, t, g in launches if fresh(g[0])]
    persons = [p for p in persons if fresh(p["visits"][0])]
    bots = [lambda s=s: lab.program(s) for s in programs if not ONLY or ONLY in s["family"]]
    bots += [lambda w=w, t=t, g=g: lab.launch(w, t, g) for w, t, g in launches if not ONLY or ONLY in w]
    rng.shuffle(bots)
    lanes = []
    for part in range(LANES):
        tasks = queue.Queue()
        [tasks.put(t) for t in bots[part::LANES]]
        lanes.append(threading.Thread(target=lab.lane, args=(tasks, False)))
    # Two windows of each browser at once; a profile that returns stays in the lane that left it.
    for i, (browser, part) in enumerate([("chromium", 0), ("firefox", 0), ("chromium", 1), ("firefox", 1)]):
        tasks = queue.Queue()
        [tasks.put(lambda p=p, d=90 + i: lab.person(p, d)) for p in persons
         if p["browser"] == browser and p["n"] // 5 % 2 == part and (not ONLY or ONLY in browser + "-window")]
        lanes.append(threading.Thread(target=lab.lane, args=(tasks, True)))
    [lane.start() for lane in lanes]
    [lane.join() for lane in lanes]


if __name__ == "__main__":
    {"prepare": prepare, "drive": drive}[sys.argv[1]](sys.argv[2])
