// The laboratory's site: about a hundred pages with assets, forms, search, a login, an API. Nothing on it
// is for people to read; it is laid out so that a click anywhere lands on some link.
// Usage: node site.mjs ADDRESS PORT
import http from 'node:http';
import { createHash } from 'node:crypto';

const [address, port] = process.argv.slice(2);
const sections = ['boats', 'paddles', 'bags', 'clothes', 'maps', 'books'];
const items = sections.flatMap((s) => Array.from({ length: 11 }, (_, i) => ({ s, n: i + 1 })));
const articles = Array.from({ length: 18 }, (_, i) => i + 1);
const plainPages = ['about', 'contact', 'delivery', 'returns', 'privacy', 'terms', 'help', 'careers'];
const css = 'body{margin:0;font:16px sans-serif}nav{display:flex}nav a{flex:1;padding:18px 0;background:#245;color:#fff;'
  + 'text-align:center}main{display:grid;grid-template-columns:repeat(4,1fr);gap:4px}main a{height:170px;'
  + 'background:#cde;overflow:hidden}main img{height:110px;display:block;margin:auto}form{padding:12px}';
const js = `(() => {
  const tell = navigator.webdriver ? 'driven' : 'free';
  fetch('/probe/' + tell, { method: 'POST', keepalive: true }).catch(() => {});
  const stock = document.querySelector('[data-stock]');
  if (stock) fetch('/api/stock/' + stock.dataset.stock).then((r) => r.json()).then((d) => { stock.title = d.left; });
  let last = 0;
  addEventListener('mouseover', (e) => {
    const a = e.target.closest && e.target.closest('main a');
    if (!a || Date.now() - last < 1500) return;
    last = Date.now();
    const l = document.createElement('link');
    l.rel = 'prefetch'; l.href = a.href; document.head.append(l);
  });
})();`;
const svg = (n) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 60"><rect width="90" height="60" `
  + `fill="hsl(${(n * 47) % 360},60%,60%)"/><circle cx="${20 + (n % 50)}" cy="30" r="18" fill="#fff8"/></svg>`;
const icon = Buffer.from('AAABAAEAAQEAAAEAGAAwAAAAFgAAACgAAAABAAAAAgAAAAEAGAAAAAAABAAAAAAAAAAAAAAAAAAAAAAAAAD/AAAAAAA=', 'base64');

const nav = '<nav>' + ['', 'shop', 'journal', 'search', 'login', 'basket'].map((p) => `<a href="/${p}">${p || 'home'}</a>`).join('') + '</nav>';
const tile = (i) => `<a href="/shop/${i.s}/${i.n}"><img src="/assets/img/${i.s}-${i.n}.svg" alt="">${i.s} ${i.n}</a>`;
const link = (href, text) => `<a href="${href}">${text}</a>`;
const search = '<form action="/search"><input name="q" autofocus> <button>find</button></form>';
const page = (title, tiles, extra = '', attributes = '') => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>`
  + '<link rel="stylesheet" href="/assets/site.css"><link rel="icon" href="/favicon.ico">'
  + `<script src="/assets/site.js" defer></script></head><body ${attributes}>${nav}${extra}<main>${tiles.join('')}</main></body></html>`;

// The same number gives the same items, so that a page is the same page each time.
const pick = (seed, count) => Array.from({ length: count }, (_, i) => items[(seed * 13 + i * 7) % items.length]);
const number = (text) => createHash('md5').update(text).digest().readUInt16BE(0);

function html(path, query) {
  const parts = path.split('/').filter(Boolean);
  const seed = number(path);
  if (path === '/') return page('Home', [...pick(1, 8).map(tile), ...plainPages.map((p) => link('/' + p, p))]);
  if (path === '/shop') return page('Shop', [...sections.map((s) => link('/shop/' + s, s)), ...pick(2, 10).map(tile)]);
  if (parts[0] === 'shop' && sections.includes(parts[1])) {
    if (parts.length === 2) return page(parts[1], items.filter((i) => i.s === parts[1]).map(tile));
    const n = Number(parts[2]);
    if (parts.length === 3 && n >= 1 && n <= 11) {
      return page(`${parts[1]} ${n}`, pick(seed, 12).map(tile),
        `<form action="/basket" method="post"><input type="hidden" name="item" value="${parts[1]}-${n}"><button>buy</button></form>`,
        `data-stock="${parts[1]}-${n}"`);
    }
    return null;
  }
  if (path === '/journal') return page('Journal', articles.map((a) => link('/journal/' + a, 'article ' + a)));
  if (parts[0] === 'journal' && articles.includes(Number(parts[1])) && parts.length === 2) {
    return page('Article ' + parts[1], [link('/journal', 'all'), ...pick(seed, 7).map(tile), ...articles.slice(0, 4).map((a) => link('/journal/' + a, 'article ' + a))]);
  }
  if (path === '/search') return page('Search', query.get('q') ? pick(number(query.get('q')), 9).map(tile) : sections.map((s) => link('/shop/' + s, s)), search);
  if (path === '/login') return page('Login', pick(3, 4).map(tile), '<form action="/login" method="post"><input name="user" autofocus> <input name="password" type="password"> <button>log in</button></form>');
  if (path === '/account' || path === '/basket') return page(parts[0], pick(4, 8).map(tile), search);
  if (parts.length === 1 && plainPages.includes(parts[0])) return page(parts[0], [...pick(seed, 8).map(tile), ...plainPages.map((p) => link('/' + p, p))]);
  return null;
}

function answer(req, res, status, type, body, headers = {}) {
  const bytes = Buffer.from(body);
  res.writeHead(status, { 'Content-Type': type, 'Content-Length': bytes.length, ...headers });
  res.end(req.method === 'HEAD' ? undefined : bytes);
}

function asset(req, res, type, body) {
  const tag = '"' + createHash('md5').update(body).digest('hex').slice(0, 12) + '"';
  const headers = { ETag: tag, 'Cache-Control': 'public, max-age=600' };
  if (req.headers['if-none-match'] === tag) { res.writeHead(304, headers); res.end(); return; }
  answer(req, res, 200, type, body, headers);
}

function handle(req, res) {
  const url = new URL(req.url, 'http://site.invalid');
  const path = url.pathname;
  req.resume();
  if (path.startsWith('/probe/')) { res.writeHead(204); res.end(); return; }
  if (path === '/assets/site.css') return asset(req, res, 'text/css', css);
  if (path === '/assets/site.js') return asset(req, res, 'text/javascript', js);
  if (path.startsWith('/assets/img/')) return asset(req, res, 'image/svg+xml', svg(number(path)));
  if (path === '/favicon.ico') return asset(req, res, 'image/x-icon', icon);
  if (path === '/robots.txt') return answer(req, res, 200, 'text/plain', 'User-agent: *\nDisallow: /account\nSitemap: /sitemap.xml\n');
  if (path === '/sitemap.xml') return answer(req, res, 200, 'application/xml', '<urlset>' + items.map((i) => `<url><loc>/shop/${i.s}/${i.n}</loc></url>`).join('') + '</urlset>');
  if (path.startsWith('/api/stock/')) return answer(req, res, 200, 'application/json', JSON.stringify({ left: number(path) % 90 }), { 'Cache-Control': 'no-store' });
  if (path === '/api/items') return answer(req, res, 200, 'application/json', JSON.stringify(items));
  if (req.method === 'POST' && path === '/login') return answer(req, res, 303, 'text/plain', '', { Location: '/account', 'Set-Cookie': 'account=1; Path=/; HttpOnly' });
  if (req.method === 'POST' && path === '/basket') return answer(req, res, 303, 'text/plain', '', { Location: '/basket' });
  if (!['GET', 'HEAD', 'POST'].includes(req.method)) return answer(req, res, 405, 'text/plain', 'no', { Allow: 'GET, HEAD, POST' });
  const body = html(path, url.searchParams);
  const cookie = (req.headers.cookie || '').includes('visitor=') ? {} : { 'Set-Cookie': `visitor=${number(String(process.hrtime.bigint()))}; Path=/; Max-Age=86400` };
  if (body) return answer(req, res, 200, 'text/html; charset=utf-8', body, { 'Cache-Control': 'no-cache', ...cookie });
  answer(req, res, 404, 'text/html; charset=utf-8', page('Not found', pick(5, 8).map(tile)), cookie);
}

const server = http.createServer(handle);
server.keepAliveTimeout = 120000;
server.listen(Number(port), address, () => console.log('site ready'));
