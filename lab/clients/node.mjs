// Node's clients. Usage: node node.mjs fetch|axios|got|gotscraping|http|http2|impit|wreq PLAN
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import http2 from 'node:http2';

process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
process.removeAllListeners('warning');
const [which, file] = process.argv.slice(2);
const plan = JSON.parse(fs.readFileSync(file));
// Some packages can only be imported, and only from where they are installed.
const { default: load } = await import(process.env.LAB_NPM + '/load.mjs');
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const agents = { http: new http.Agent({ keepAlive: !plan.cold }), https: new https.Agent({ keepAlive: !plan.cold }) };
let cookie;
const note = (set) => { const one = Array.isArray(set) ? set[0] : set; if (one && plan.cookies) cookie = one.split(';')[0]; };
const headers = (step) => [...step.h, ...(cookie ? [['Cookie', cookie]] : [])];
const merged = (step) => Object.fromEntries(headers(step));

const clients = {
  async fetch() {
    return async (step, url) => {
      const answer = await fetch(url, { method: step.m, headers: headers(step), body: step.b, redirect: 'follow' });
      note(answer.headers.get('set-cookie')); await answer.arrayBuffer();
    };
  },
  async axios() {
    const { default: axios } = await load('axios');
    return async (step, url) => {
      const answer = await axios({ url, method: step.m, headers: merged(step), data: step.b, httpAgent: agents.http, httpsAgent: agents.https, validateStatus: () => true });
      note(answer.headers['set-cookie']);
    };
  },
  async got() {
    const { default: got } = await load('got');
    return async (step, url) => {
      const answer = await got(url, { method: step.m, headers: merged(step), body: step.b, http2: plan.http === '2', agent: plan.http === '2' ? undefined : agents, throwHttpErrors: false, retry: { limit: 0 }, https: { rejectUnauthorized: false } });
      note(answer.headers['set-cookie']);
    };
  },
  async gotscraping() {
    const { gotScraping } = await load('got-scraping');
    return async (step, url) => {
      const answer = await gotScraping({ url, method: step.m, headers: merged(step), body: step.b, http2: plan.http === '2', throwHttpErrors: false, retry: { limit: 0 }, https: { rejectUnauthorized: false } });
      note(answer.headers['set-cookie']);
    };
  },
  async http() {
    return (step, url) => new Promise((done, fail) => {
      const secure = url.startsWith('https');
      const request = (secure ? https : http).request(url, { method: step.m, headers: merged(step), agent: secure ? agents.https : agents.http }, (answer) => {
        note(answer.headers['set-cookie']); answer.resume(); answer.on('end', done);
      });
      request.on('error', fail); request.end(step.b);
    });
  },
  async http2() {
    const settings = plan.browser_settings ? { headerTableSize: 65536, enablePush: false, initialWindowSize: 6291456, maxHeaderListSize: 262144 } : {};
    const open = () => { const s = http2.connect(plan.base, { settings, rejectUnauthorized: false }); s.on('error', () => {}); return s; };
    let session = open();
    process.on('exit', () => session.destroy());
    return (step) => new Promise((done, fail) => {
      if (session.closed || session.destroyed) session = open();
      const request = session.request({ ':method': step.m, ':path': step.u, ...Object.fromEntries(headers(step).map(([n, v]) => [n.toLowerCase(), v])) });
      request.on('response', (h) => note(h['set-cookie'])); request.on('error', fail); request.on('end', done); request.resume(); request.end(step.b);
    });
  },
  async impit() {
    const { Impit } = await load('impit');
    const client = new Impit({ browser: plan.imitates, ignoreTlsErrors: true });
    return async (step, url) => {
      const answer = await client.fetch(url, { method: step.m, headers: Object.fromEntries([...(cookie ? [['Cookie', cookie]] : [])]), body: step.b });
      note(answer.headers.get('set-cookie')); await answer.arrayBuffer();
    };
  },
  async wreq() {
    const { createSession } = await load('wreq-js');
    const session = await createSession({ browser: plan.imitates, os: plan.system, insecure: true, timeout: 20000 });
    return async (step, url) => { const answer = await session.fetch(url, { method: step.m, body: step.b }); await answer.text(); };
  },
};
const ask = await clients[which]();
for (const step of plan.steps) {
  await pause(step.w);
  try { await ask(step, plan.base + step.u); } catch (e) { console.error(String(e.cause ?? e)); }
}
process.exit(0);
