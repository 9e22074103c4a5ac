// A ClientHello message put together from the lists that @ulixee/default-browser-emulator publishes of a real one.
// Random, keys and tickets are zeros, as in every capture.

const u16 = (n) => [n >> 8 & 255, n & 255];
const vector8 = (bytes) => [bytes.length, ...bytes];
const vector16 = (bytes) => [...u16(bytes.length), ...bytes];
const isGrease = (n) => (n & 0x0f0f) === 0x0a0a && (n >> 8) === (n & 255);

/** Bytes of a dump of lines such as "000f - 6c 65 63-74   lect". */
function dumped(values) {
  return values.flatMap((line) => {
    const found = /^[0-9a-f]{4} - ((?:[0-9a-f]{2}[ -])*[0-9a-f]{2})/.exec(line);
    return found ? found[1].split(/[ -]/).map((pair) => parseInt(pair, 16)) : [];
  });
}

/** The number in the last parentheses. */
const numbered = (text) => Number(/\((0x[0-9a-f]+|\d+)\)[^(]*$/i.exec(text)?.[1]);

function content(extension, host, grease) {
  const { decimal, values } = extension;
  const list = values.filter((v) => /\(/.test(v)).map(numbered);
  const groups = (n) => (isGrease(n) ? grease.group : n);
  switch (decimal) {
    case 0: return vector16([0, ...vector16([...Buffer.from(host)])]);
    case 10: return vector16(list.map(groups).flatMap(u16));
    case 11: return vector8(list);
    case 13: return vector16(list.flatMap(u16));
    case 16: return vector16(values.flatMap((name) => vector8([...Buffer.from(name)])));
    case 43: return vector8(list.map((n) => (isGrease(n) ? grease.version : n)).flatMap(u16));
    case 45: return vector8(list);
    case 51: {
      const shares = [];
      for (let i = 0; i + 1 < values.length; i += 2) {
        const length = Number(/len=(\d+)/.exec(values[i + 1])[1]);
        shares.push(...u16(groups(numbered(values[i]))), ...vector16(Array(length).fill(0)));
      }
      return vector16(shares);
    }
    case 65281: return [0];
    case 35: return [];
    case 65037: return dumped(values).map(() => 0);
    default: return dumped(values);
  }
}

function assemble(ciphers, blocks) {
  const extensions = blocks.flatMap(([type, bytes]) => [...u16(type), ...vector16(bytes)]);
  const body = [3, 3, ...Array(32).fill(0), ...vector8(Array(32).fill(0)), ...vector16(ciphers.flatMap(u16)), 1, 0, ...vector16(extensions)];
  return Buffer.from([1, 0, ...u16(body.length), ...body]);
}

/**
 * @param published the package's clienthello.json
 * @param resumed whether a pre-shared key is offered, as on a second connection
 * @param shuffles whether the browser sends its extensions in random order
 */
export function hello(published, host, random, resumed, shuffles) {
  const reserved = () => 0x0a0a + 0x1010 * Math.floor(random() * 16);
  const grease = { cipher: reserved(), group: reserved(), version: reserved(), first: reserved(), last: 0 };
  do grease.last = reserved(); while (grease.last === grease.first);
  const ciphers = published.ciphers.map((text) => {
    const [, high, low] = /\{0x([0-9A-F]{2}), 0x([0-9A-F]{2})\}/i.exec(text);
    const n = parseInt(high + low, 16);
    return isGrease(n) ? grease.cipher : n;
  });
  let nth = 0;
  const blocks = published.extensions.filter((e) => e.decimal !== 21 && e.decimal !== 41).map((e) => {
    const type = isGrease(e.decimal) ? (nth++ === 0 ? grease.first : grease.last) : e.decimal;
    return [type, content(e, host, grease)];
  });
  if (shuffles) {
    const places = blocks.map((_, i) => i).filter((i) => !isGrease(blocks[i][0]));
    for (let i = places.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [blocks[places[i]], blocks[places[j]]] = [blocks[places[j]], blocks[places[i]]];
    }
  }
  // Padding fills up to 512 bytes where the message would otherwise lie between 256 and that (RFC 7685).
  const bare = assemble(ciphers, blocks).length;
  if (published.extensions.some((e) => e.decimal === 21) && !resumed && bare > 255 && bare < 512) {
    blocks.push([21, Array(Math.max(1, 512 - bare - 4)).fill(0)]);
  }
  if (resumed) blocks.push([41, [...vector16([...vector16(Array(192).fill(0)), 0, 0, 0, 0]), ...vector16(vector8(Array(32).fill(0)))]]);
  return assemble(ciphers, blocks).toString('base64');
}
