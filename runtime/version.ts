/** The version of the product, from its package.json. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from './home.ts';

export function projectVersion(): string {
  const { version } = JSON.parse(readFileSync(join(projectFolder(), 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}
