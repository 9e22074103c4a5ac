// Rows of the capture's format that no program here sent: browsers of other versions and systems, from published
// header orders and hellos, and scrapers that wear published header distributions over a library's TLS.
// Usage: node make.mjs WORK
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { hello } from './hello.mjs';

const work = process.argv[2];
const require = createRequire(path.join(work, 'npm/'));
const emulator = path.join(work, 'npm/node_modules/@ulixee/default-browser-emulator/data');
const { HeaderGenerator } = require('header-generator');
const HOST = 'shop.river.example';
const TICKS = 621355968000000000n;
const LANGUAGES = ['en-US,en;q=0.9', 'en-US,en;q=0.9', 'en-GB,en;q=0.9', 'en-GB,en-US;q=0.9,en;q=0.8', 'de-DE,de;q=0.9,en-US;q=0.8,en;q=0.7', 'fr-FR,fr;q=0.9,en-US;q=0.8', 'es-ES,es;q=0.9', 'it-IT,it;q=0.9'];
const SECTIONS = ['boats', 'paddles', 'bags', 'clothes', 'maps', 'books'];
const PAGES = ['/shop', '/journal', '/about', '/help', '/delivery', '/search?q=map', '/contact', '/basket'];

// Mulberry32: small, and the same on every machine.
let state = 20260131;
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
Math.random = random; // the generator of headers draws from here as well
const pick = (list) => list[Math.floor(random() * list.length)];
const between = (low, high) => low + Math.floor(random() * (high - low + 1));
const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
const item = () => `${pick(SECTIONS)}-${between(1, 11)}`;
const read = (...parts) => JSON.parse(fs.readFileSync(path.join(emulator, ...parts)));

const files = {};
const labels = [];
let connections = 0;
let sessions = 0;
function emit(file, row) { (files[file] ??= []).push(JSON.stringify(row)); }

class Visit {
  constructor(file, label, http, secure) {
    this.file = file; this.http = http; this.secure = secure; this.cookie = 0; this.pending = null;
    this.session = 'y' + String(sessions++).padStart(4, '0');
    this.at = TICKS + BigInt(1769817600000 + sessions * 60000) * 10000n;
    labels.push({ session: this.session, synthetic: true, ...label });
  }

  open(connection) { this.pending = connection; this.id = ++connections; }

  wait(seconds) { this.at += BigInt(Math.round(seconds * 1e7)); }

  /** fields: pairs in order, Host among them over HTTP/1. */
  ask(method, target, fields, status, bytes) {
    if (this.pending) {
      const names = fields.map(([n]) => n.toLowerCase());
      const h2 = this.http === '2' ? { ...this.pending.h2, n: names } : undefined;
      emit(this.file, { k: 'c', c: this.id, s: this.secure, ...(this.secure ? { hello: this.pending.hello } : {}), ...(h2 ? { h2 } : {}) });
      this.pending = null;
    }
    const [where, query] = target.split('?');
    emit(this.file, {
      k: 'r', c: this.id, t: Number(this.at), a: '127.0.0.1', v: this.http, m: method, p: where, ...(query ? { q: query.replace(/=[^&]*/g, (v) => '=' + 'x'.repeat(v.length - 1)) } : {}),
      h: HOST, o: this.http !== '2', f: fields, st: status, rb: bytes, us: between(900, 9000), l: this.session, synthetic: true,
    });
  }
}

const size = (target) => 300 + [...target].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % 5000, 7);

/** One entry of the published orders for a resource; none with hints that only some sites ask for. */
function order(headers, http, resource, origin, cookie) {
  const rare = /arch|bitness|model|full-version|platform-version|viewport|device-memory|^dpr$|^rtt$|downlink|^ect$|prefers|wow64|width|save-data/i;
  const fits = (headers[http]?.[resource] ?? []).filter((e) => e.method === 'GET' && !e.isRedirect && e.originTypes.includes(origin)
    && !e.order.some((n) => rare.test(n)));
  const same = fits.filter((e) => e.order.some((n) => n.toLowerCase() === 'cookie') === cookie);
  return same[0] ?? fits[0];
}

/** Fills an order's values in. */
function fill(entry, b, visit, origin, referer) {
  const fields = [];
  for (const name of entry.order) {
    const low = name.toLowerCase();
    if (low.startsWith(':')) continue;
    const published = Object.entries(entry.defaults).find(([n]) => n.toLowerCase() === low)?.[1];
    const value = low === 'host' ? HOST : low === 'user-agent' ? b.agent : low === 'cookie' ? visit.cookie : low === 'referer' ? referer
      : low === 'accept-language' ? b.language : low === 'sec-fetch-site' ? origin : low in b.hints ? b.hints[low] : published?.[0];
    if (value) fields.push([name, value]);
  }
  // Where only an order without the cookie is published, it goes where the browser puts it: last.
  if (visit.cookie && !fields.some(([n]) => n.toLowerCase() === 'cookie')) fields.push([visit.http === '2' ? 'cookie' : 'Cookie', visit.cookie]);
  return fields;
}

/** A person's way through the site: documents, what they embed, thinking in between. */
function browse(visit, b, hurried) {
  const proto = visit.http === '2' ? 'http2' : visit.secure ? 'https' : 'http';
  const scheme = visit.secure ? 'https' : 'http';
  const cached = new Set();
  let referer = null;
  visit.open(b.connection(visit, false));
  for (let page = 0, pages = between(2, hurried ? 9 : 6); page < pages; page++) {
    const target = page === 0 && random() < 0.6 ? '/' : random() < 0.5 ? `/shop/${item().replace('-', '/')}` : random() < 0.5 ? `/shop/${pick(SECTIONS)}` : pick(PAGES);
    const origin = referer ? 'same-origin' : 'none';
    const entry = order(b.headers, proto, 'Document', origin, visit.cookie > 0);
    if (!entry) return;
    const fields = b.document ? b.document(visit, referer, origin) : fill(entry, b, visit, origin, referer);
    visit.ask('GET', target, fields, 200, size(target));
    visit.cookie ||= 13;
    referer = `${scheme}://${HOST}${target.split('?')[0]}${target.includes('?') ? '?q=xxx' : ''}`;
    visit.wait(0.02 + random() * 0.15);
    const parts = [['Stylesheet', '/assets/site.css'], ['Script', '/assets/site.js'], ...Array.from({ length: between(3, 9) }, () => ['Image', `/assets/img/${item()}.svg`])];
    if (/\/shop\/.+\//.test(target)) parts.push(['Fetch', `/api/stock/${item()}`]);
    for (const [resource, part] of parts) {
      if (cached.has(part)) continue;
      cached.add(part);
      const asset = order(b.headers, proto, resource, 'same-origin', true) ?? order(b.headers, proto, resource, 'same-origin', false);
      if (!asset) continue;
      visit.ask('GET', part, fill(asset, b, visit, 'same-origin', referer), 200, size(part));
      visit.wait(random() * 0.02);
    }
    if (page === 0) visit.ask('GET', '/favicon.ico', fill(order(b.headers, proto, 'Image', 'same-origin', false) ?? entry, b, visit, 'same-origin', referer), 200, 70);
    const thought = hurried ? 0.4 + random() * 1.5 : Math.min(60, Math.exp(1.3 + 0.9 * normal()));
    visit.wait(thought);
    if (thought > 6 && random() < 0.7) visit.open(b.connection(visit, visit.secure));
  }
}

const SYSTEMS = { 'as-windows': ['Windows NT 10.0; Win64; x64', '"Windows"'], 'as-mac': ['Macintosh; Intel Mac OS X 10_15_7', '"macOS"'] };
function browser(id, system) {
  const headers = read(id, 'headers.json');
  const published = read(id, system, 'clienthello.json');
  const session = read(id, system, 'http2-session.json');
  const [, kind, major, minor] = /^as-(\w+)-(\d+)-(\d+)$/.exec(id);
  const chrome = kind === 'chrome';
  const [place, platform] = SYSTEMS[system.startsWith('as-windows') ? 'as-windows' : 'as-mac'];
  const agent = chrome ? `Mozilla/5.0 (${place}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${major}.0.0.0 Safari/537.36`
    : `Mozilla/5.0 (${place}) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${major}.${minor} Safari/605.1.15`;
  const s = session.settings;
  const known = { 1: s.headerTableSize, 2: s.enablePush === undefined ? undefined : Number(s.enablePush), 3: s.maxConcurrentStreams, 4: s.initialWindowSize, 6: chrome ? s.maxHeaderListSize : undefined, 8: s.enableConnectProtocol ? 1 : undefined };
  const ids = chrome || Number(major) >= 18 ? [1, 2, 3, 4, 6, 8] : [2, 4, 3];
  const settings = ids.filter((n) => known[n] !== undefined && !(n === 2 && chrome && s.enablePush !== false)).flatMap((n) => [n, known[n]]);
  const pseudo = (headers.http2?.Document?.[0]?.order ?? []).filter((n) => n.startsWith(':')).map((n) => n[1]).join(',');
  const hints = chrome ? { 'sec-ch-ua-platform': platform } : {};
  return {
    kind, major: Number(major), headers, agent, hints, language: pick(LANGUAGES),
    connection: (visit, resumed) => (visit.secure ? {
      hello: hello(published, HOST, random, resumed, chrome && Number(major) >= 110),
      h2: { s: settings, w: session.firstFrameWindowSize - 65535, ...(chrome ? { hp: [1, 1, 0, 256] } : {}), o: pseudo },
    } : {}),
  };
}

const wanted = fs.readdirSync(emulator).filter((d) => /^as-chrome-1[0-3]\d-0$|^as-safari-1[1-8]-\d$/.test(d)).sort();
for (const id of wanted) {
  const systems = fs.readdirSync(path.join(emulator, id)).filter((d) => /^as-(windows-1|mac)/.test(d) && fs.existsSync(path.join(emulator, id, d, 'http2-session.json')));
  for (let n = 0; n < (id.includes('chrome') ? 4 : 8) && systems.length; n++) {
    const system = pick(systems);
    const b = browser(id, system);
    const plain = n % 8 === 3;
    const hurried = random() < 0.3;
    browse(new Visit('people-synthetic', { class: 'person_proxy', family: `${b.kind}-published`, version: String(b.major), protocol: plain ? 'plain' : 'tls2', system, posture: { style: hurried ? 'hurried' : 'human' } }, plain ? '1.1' : '2', !plain), b, hurried);
  }
}

// Headers as header-generator draws them, over the hello of the browser that they name: people again.
const generator = new HeaderGenerator();
const draw = (options) => { try { return generator.getHeaders(options); } catch { return null; } };
const fieldsOf = (headers, http, referer, cookie) => {
  const fields = Object.entries(headers).filter(([n]) => !/^(host|connection)$/i.test(n));
  if (http !== '2') fields.unshift(['Host', HOST], ['Connection', 'keep-alive']);
  if (referer) fields.splice(Math.max(0, fields.length - 2), 0, [http === '2' ? 'referer' : 'Referer', referer]);
  if (cookie) fields.push([http === '2' ? 'cookie' : 'Cookie', cookie]);
  return fields;
};
let drawn = 0;
for (let n = 0; n < 400 && drawn < 70; n++) {
  const headers = draw({ browsers: [pick(['chrome', 'chrome', 'edge'])], operatingSystems: [pick(['windows', 'windows', 'macos'])], devices: ['desktop'], httpVersion: '2' });
  const agent = Object.entries(headers ?? {}).find(([k]) => k.toLowerCase() === 'user-agent')?.[1] ?? '';
  const major = /Chrome\/(\d+)/.exec(agent)?.[1];
  const id = `as-chrome-${major}-0`;
  if (!major || !wanted.includes(id)) continue;
  const windows = agent.includes('Windows');
  const system = fs.readdirSync(path.join(emulator, id)).find((d) => d.startsWith(windows ? 'as-windows-1' : 'as-mac') && fs.existsSync(path.join(emulator, id, d, 'http2-session.json')));
  if (!system) continue;
  const b = browser(id, system);
  b.agent = agent;
  const lower = Object.fromEntries(Object.entries(headers).map(([k, v]) => [k.toLowerCase(), v]));
  for (const hint of ['sec-ch-ua', 'sec-ch-ua-mobile', 'sec-ch-ua-platform', 'accept-language', 'accept-encoding']) if (lower[hint]) b.hints[hint] = lower[hint];
  b.language = lower['accept-language'] ?? b.language;
  b.document = (visit, referer, origin) => fieldsOf({ ...headers, ...(lower['sec-fetch-site'] ? { [Object.keys(headers).find((k) => k.toLowerCase() === 'sec-fetch-site')]: origin } : {}) }, '2', referer, visit.cookie);
  browse(new Visit('people-synthetic', { class: 'person_proxy', family: 'generator-people', version: major, protocol: 'tls2', system, posture: { style: 'human' } }, '2', true), b, false);
  drawn++;
}

// The same distributions over the TLS of a library: scrapers, whatever they look like.
const sent = fs.readFileSync(path.join(work, 'sessions.jsonl'), 'utf8').trim().split('\n').map((l) => JSON.parse(l));
const family = Object.fromEntries(sent.map((s) => [s.session, s.family]));
const stacks = {};
for (const file of fs.readdirSync(path.join(work, 'raw')).sort()) {
  const open = {};
  for (const line of fs.readFileSync(path.join(work, 'raw', file), 'utf8').split('\n')) {
    if (!line) continue;
    const row = JSON.parse(line);
    if (row.k === 'c') { open[row.c] = row; continue; }
    const from = family[row.h.split('.')[0]];
    const c = open[row.c];
    if (c?.hello && /^(python-|node-|go-|dotnet|java|php-curl|curl$|ruby|perl)/.test(from ?? '')) ((stacks[from] ??= {})[row.v] ??= []).push(c);
  }
}
// A hello of another session: its server name, of the same length, is ours.
const rename = (base64) => Buffer.from(Buffer.from(base64, 'base64').toString('latin1').replace(/\d{4}\.river\.example/g, HOST), 'latin1').toString('base64');
for (const [from, versions] of Object.entries(stacks).sort()) {
  for (let n = 0; n < 5; n++) {
    const http = pick(Object.keys(versions).filter((v) => v === '1.1' || v === '2'));
    if (!http) continue;
    const headers = draw({ browsers: ['chrome', 'firefox', 'safari', 'edge'], devices: [pick(['desktop', 'desktop', 'mobile'])], httpVersion: http === '2' ? '2' : '1' });
    if (!headers) continue;
    const given = pick(versions[http]);
    const visit = new Visit('scrapers-synthetic', { class: 'bot', family: `generator-${from}`, protocol: http === '2' ? 'tls2' : 'tls1', posture: { headers: 'generated', style: 'deep' } }, http, true);
    const cookies = random() < 0.5;
    const gap = pick([0.01, 0.15, 0.5, 2]);
    visit.open({ hello: rename(given.hello), h2: given.h2 });
    for (let page = 0, pages = between(3, 14); page < pages; page++) {
      const target = random() < 0.7 ? `/shop/${item().replace('-', '/')}` : pick(PAGES);
      visit.ask('GET', target, fieldsOf(headers, http, null, cookies && page > 0 ? 13 : 0), 200, size(target));
      visit.wait(gap * (0.5 + random()));
    }
  }
}

for (const [name, rows] of Object.entries(files)) fs.writeFileSync(path.join(work, `${name}.jsonl`), rows.join('\n') + '\n');
fs.writeFileSync(path.join(work, 'synthetic-sessions.jsonl'), labels.map((l) => JSON.stringify(l)).join('\n') + '\n');
console.log(Object.entries(files).map(([n, r]) => `${n}: ${r.length} lines`).join(', ') + `, ${labels.length} sessions`);
