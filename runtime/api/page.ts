/** The built page: hashed files are kept by browsers for ever, index.html is asked for each time. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import { notFound } from './register-routes.ts';

/** Vite puts a hash of the content into the names of what it writes here. */
const HASHED = /[/\\]assets[/\\][^/\\]+-[\w-]{8,}\.\w+(\.br|\.gz)?$/;

/** The built index.html; undefined where the page has not been built (then the API serves alone). */
export function readPage(folder: string): string | undefined {
  const path = join(folder, 'index.html');
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** After the API: files of the page, and the page itself for every other address that a person may have typed. */
export function servePage(app: Express, folder: string, page: string | undefined): void {
  app.use('/assets', compressed(join(folder, 'assets')));
  app.use(
    express.static(folder, {
      index: false,
      redirect: false,
      dotfiles: 'ignore',
      setHeaders: (response, path) =>
        response.setHeader(
          'cache-control',
          HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
        ),
    }),
  );
  app.get('/{*path}', (request: Request, response: Response) => {
    // A file that is not there is not the page.
    if (/\.\w+$/.test(request.path) || !request.accepts('html')) throw notFound(request.path);
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader('cache-control', 'no-cache');
    if (page === undefined) response.status(503).end(NOT_BUILT);
    else response.end(page);
  });
  app.all('/{*path}', (request: Request) => {
    throw notFound(request.path);
  });
}

/** How the build compresses (compress.mjs), by the ending that it adds, the smallest first. */
const ENCODINGS = { br: '.br', gzip: '.gz' } as const;
const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json; charset=utf-8',
};

/** Gives the smallest form of a file that the reader takes. It has a tag of its own, being of another size. */
function compressed(folder: string): RequestHandler {
  const there = new Set(existsSync(folder) ? readdirSync(folder) : []);
  return (request, response, next) => {
    const name = request.path.slice(1);
    const type = TYPES[extname(name)];
    if (type && there.has(`${name}${ENCODINGS.gzip}`)) {
      response.vary('accept-encoding');
      // Asked for one by one: of two that a reader likes as much, he names the larger one first.
      const encoding = (['br', 'gzip'] as const).find((each) => request.acceptsEncodings(each) === each);
      if (encoding) {
        request.url = `/${name}${ENCODINGS[encoding]}`;
        response.setHeader('content-encoding', encoding);
        response.setHeader('content-type', type);
      }
    }
    next();
  };
}

const NOT_BUILT = `<!doctype html><meta charset="utf-8"><title>Naru</title>
<p lang="ko">화면이 아직 빌드되지 않았습니다. <code>npm start</code>로 시작하거나 <code>npm run build</code>를 실행하세요.</p>
<p lang="en">The page has not been built. Start with <code>npm start</code>, or run <code>npm run build</code>.</p>
`;
