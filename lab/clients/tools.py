"""Load tools and scanners, each with its own idea of a site. Usage: tools.py WHICH PLAN"""
import json, subprocess, sys, tempfile

which, plan = sys.argv[1], json.load(open(sys.argv[2]))
base, steps = plan["base"], plan["steps"]
urls = [base + s["u"] for s in steps if s["m"] == "GET"]
headers = steps[0]["h"]
flag = [w for n, v in headers for w in ("-H", f"{n}: {v}")]
agent = next((v for n, v in headers if n.lower() == "user-agent"), None)
count, at_once = len(steps), plan.get("at_once", 2)


def words(name, lines):
    file = tempfile.NamedTemporaryFile("w", suffix="." + name, delete=False)
    file.write("\n".join(lines) + "\n")
    file.close()
    return file.name


guesses = ["admin", "login", "shop", "old", "test", "api", "backup", ".git", ".env", "config", "journal", "about",
           "wp-admin", "phpmyadmin", "server-status", "robots.txt", "help", "upload", "private", "db", "assets", "basket",
           "search", "console", "debug", "status", "users", "data", "tmp", "logs", "img", "css", "js", "cgi-bin"][:count + 4]
if which == "wrk":
    names = ",".join(f'["{n}"]="{v}"' for n, v in headers if '"' not in v)
    paths = ",".join(f'"{s["u"]}"' for s in steps)
    script = words("lua", [f"local p={{{paths}}}", "local i=0", f"local h={{{names}}}",
                           "function request() i=i+1 return wrk.format('GET',p[(i-1)%#p+1],h) end",
                           f"function delay() return {max(8, steps[0]['w'])} end"])
    line = ["wrk", "-t1", f"-c{at_once}", f"-d{plan.get('seconds', 2)}s", "-s", script, base]
elif which == "h2load":
    line = ["h2load", f"-n{count}", f"-c{min(at_once, count)}", "-m2", *(["--h1"] if plan["http"] == "1.1" else []), *flag, *urls[:6]]
elif which == "siege":
    rc = words("rc", ["verbose = false", "show-logfile = false", "logging = false", f"delay = {steps[0]['w'] / 1000}",
                      f"user-agent = {agent}" if agent else "timeout = 20"])
    line = ["siege", "-q", "-R", rc, f"-c{at_once}", f"-r{max(2, count // at_once)}", "-f", words("txt", urls)]
elif which == "ab":
    line = ["ab", "-q", f"-n{count}", f"-c{at_once}", *(["-k"] if plan.get("keep") else []), *flag, urls[0]]
elif which == "ffuf":
    line = ["ffuf", "-s", "-w", words("txt", guesses), "-u", base + "/FUZZ", "-t", str(at_once), "-p", "0.05", *flag]
elif which == "gobuster":
    line = ["gobuster", "dir", "-q", "-k", "-u", base, "-w", words("txt", guesses), "-t", str(at_once), "--delay", "60ms",
            *(["-a", agent] if agent else [])]
elif which == "nmap":
    line = ["nmap", "-Pn", "-n", "-p", "443" if base.startswith("https") else "80", "--script", plan["script"],
            *(["--script-args", f"http.useragent={agent}"] if agent else []), base.split("/")[2]]
elif which == "sqlmap":
    line = ["sqlmap", "-u", base + "/search?q=boats", "--batch", "--level", "1", "--risk", "1", "--technique", "B", "--flush-session",
            "--timeout", "10", "--retries", "0", *(["-A", agent] if agent else ["--random-agent"] if plan.get("random") else [])]
elif which == "openssl":
    host = base.split("/")[2]
    ticket = tempfile.mktemp()
    for i, step in enumerate(steps[:8]):
        text = f"GET {step['u']} HTTP/1.1\r\nHost: {host}\r\n" + "".join(f"{n}: {v}\r\n" for n, v in headers) + "Connection: close\r\n\r\n"
        subprocess.run(["openssl", "s_client", "-connect", f"{host}:443", "-servername", host, "-quiet",
                        *(["-sess_in", ticket] if i else []), "-sess_out", ticket], input=text.encode(), timeout=20,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    sys.exit(0)
subprocess.run(line, timeout=60, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
