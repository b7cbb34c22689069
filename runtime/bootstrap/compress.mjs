/** Compresses the built page once, as small as it gets, so that the server need not do it for each reader. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const TEXTS = /\.(js|css|svg|json)$/;
/** Below this a packet is no fuller. */
const WORTHWHILE = 1024;
const ways = {
  // The highest takes twice as long as this one, seconds, and saves a sixtieth.
  br: (content) =>
    promisify(brotliCompress)(content, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 10,
        [constants.BROTLI_PARAM_LGWIN]: 22,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      },
    }),
  gz: (content) => promisify(gzip)(content, { level: 9 }),
};

/**
 * Writes `x.js.br` and `x.js.gz` beside `x.js`.
 *
 * @param {string} folder
 */
export async function compress(folder) {
  if (!existsSync(folder)) return;
  const names = readdirSync(folder).filter((name) => TEXTS.test(name));
  await Promise.all(
    names.flatMap((name) => {
      const content = readFileSync(join(folder, name));
      if (content.length < WORTHWHILE) return [];
      return Object.entries(ways).map(async ([ending, way]) =>
        writeFileSync(join(folder, `${name}.${ending}`), await way(content)),
      );
    }),
  );
}
