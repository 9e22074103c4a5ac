// Browsers driven by programs. Usage: node browsers.mjs WHICH PLANS [headful]
// PLANS: a list of plans; each gets a context of its own in one browser.
import fs from 'node:fs';
import { createRequire } from 'node:module';

const [which, file, headful] = process.argv.slice(2);
const plans = JSON.parse(fs.readFileSync(file));
const require = createRequire(process.env.LAB_NPM + '/');
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const args = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable', '--ignore-certificate-errors'];
if (plans[0].agent) args.push(`--user-agent=${plans[0].agent}`);
const headless = headful !== 'headful';
const chromium = { executablePath: '/usr/bin/chromium', headless, args };

// A request that its driver cannot stop any more is no reason to stop.
process.on('unhandledRejection', (e) => console.error(String(e)));

async function visit(page, plan, abort) {
  if (plan.block && which !== 'firefox') await abort(page);
  let first = true;
  for (const step of plan.steps) {
    if (step.m !== 'GET') continue;
    await pause(step.w);
    try {
      const links = first || !plan.clicks ? 0 : await page.evaluate(() => document.querySelectorAll('main a').length);
      if (links > 0 && plan.clicks) {
        await page.evaluate((n) => document.querySelectorAll('main a')[n].click(), Math.floor(Math.random() * links));
        await pause(400);
      } else {
        await page.goto(plan.base + step.u, { waitUntil: plan.patient ? 'load' : 'domcontentloaded', timeout: 20000 });
      }
    } catch (e) { console.error(e.message.split('\n')[0]); }
    first = false;
  }
}

async function playwright(name) {
  const { chromium: driver } = require(name);
  const browser = await driver.launch(chromium);
  for (const plan of plans) {
    const context = await browser.newContext({ ignoreHTTPSErrors: true, ...(plan.locale ? { locale: plan.locale } : {}) });
    await visit(await context.newPage(), plan, (page) => page.route('**/*', (r) => (['image', 'stylesheet', 'font'].includes(r.request().resourceType()) ? r.abort() : r.continue())));
    await context.close();
  }
  await browser.close();
}

async function puppeteer(driver, options = chromium) {
  const browser = await driver.launch(options);
  for (const plan of plans) {
    const context = await browser.createBrowserContext();
    await visit(await context.newPage(), plan, async (page) => {
      await page.setRequestInterception(true);
      page.on('request', (r) => (['image', 'stylesheet', 'font'].includes(r.resourceType()) ? r.abort() : r.continue()));
    });
    await context.close();
  }
  await browser.close();
}

const drivers = {
  playwright: () => playwright('playwright-core'),
  patchright: () => playwright('patchright-core'),
  puppeteer: () => puppeteer(require('puppeteer-core')),
  rebrowser: () => puppeteer(require('rebrowser-puppeteer-core')),
  stealth: () => {
    const { addExtra } = require('puppeteer-extra');
    const driver = addExtra(require('puppeteer-core'));
    driver.use(require('puppeteer-extra-plugin-stealth')());
    return puppeteer(driver);
  },
  firefox: () => puppeteer(require('puppeteer-core'), { browser: 'firefox', executablePath: '/usr/bin/firefox-esr', headless, acceptInsecureCerts: true,
    extraPrefsFirefox: { 'dom.security.https_first': false, 'network.captive-portal-service.enabled': false, 'network.connectivity-service.enabled': false } }),
};
setTimeout(() => { console.error('out of time'); process.exit(1); }, 150000);
await drivers[which]();
process.exit(0);
