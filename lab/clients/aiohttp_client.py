"""aiohttp, some requests at once in a burst. Usage: aiohttp_client.py PLAN"""
import asyncio, json, sys
import aiohttp

plan = json.load(open(sys.argv[1]))


async def ask(session, step):
    async with session.request(step["m"], plan["base"] + step["u"], headers=step["h"], data=step.get("b"),
                               ssl=False) as answer:
        await answer.read()


async def main():
    jar = aiohttp.CookieJar() if plan["cookies"] else aiohttp.DummyCookieJar()
    async with aiohttp.ClientSession(cookie_jar=jar) as session:
        burst = all(s["w"] == 0 for s in plan["steps"])
        for i in range(0, len(plan["steps"]), 4 if burst else 1):
            part = plan["steps"][i:i + (4 if burst else 1)]
            await asyncio.sleep(part[0]["w"] / 1000)
            await asyncio.gather(*(ask(session, s) for s in part))

asyncio.run(main())
