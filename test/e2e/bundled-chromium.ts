/**
 * A Chromium that comes out of an npm package, for machines that have none and may not download one.
 *
 * `@sparticuz/chromium` is made for AWS Lambda: it unpacks into the temp folder, and its libraries and font
 * settings only where it finds Lambda's variables. Here it unpacks, told so, into a folder of our own, once for each
 * version; the browser is then started with those libraries, which a plain Debian without libnss3 lacks.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface BundledChromium {
  readonly executablePath: string;
  /** What its process needs besides the environment of this one. */
  readonly env: Readonly<Record<string, string>>;
}

const UNPACK = "import chromium from '@sparticuz/chromium'; await chromium.executablePath();";

/** Unpacks it where that has not been done (3 s), and says how to start it. */
export function bundledChromium(): BundledChromium {
  const packageFolder = dirname(dirname(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium')))));
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  const folder = join(packageFolder, '..', '..', '.cache', `naru-chromium-${version}`);
  if (!existsSync(folder)) unpack(folder);
  return {
    executablePath: join(folder, 'chromium'),
    env: {
      LD_LIBRARY_PATH: [join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    },
  };
}

/** In a process of its own, whose environment says Lambda; renamed at the end, so that a half of it is never used. */
function unpack(folder: string): void {
  const fresh = `${folder}.${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  try {
    execFileSync(process.execPath, ['--input-type=module', '-e', UNPACK], {
      cwd: fileURLToPath(new URL('.', import.meta.url)),
      env: { ...process.env, TMPDIR: fresh, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' },
    });
    writeFileSync(join(fresh, 'fonts.conf'), fontSettings(folder));
    renameSync(fresh, folder);
  } catch (error) {
    // Another test process was faster.
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** The package's own settings name folders of Lambda. Latin comes from here, Korean from the page's own font. */
function fontSettings(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, 'fonts', 'fonts')}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`;
}
