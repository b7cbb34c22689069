/** All texts of the editor by area, whether they load with the page or after it: no test needs a list of them. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

export interface Texts {
  readonly ko: object;
  readonly en: object;
}

const I18N = join(import.meta.dirname, '../i18n');

const names = readdirSync(I18N)
  .filter((file) => file.endsWith('.ts') && !file.includes('.test.'))
  .map((file) => file.slice(0, -3));
const modules = await Promise.all(
  names.map(async (name) => [name, (await import(`../i18n/${name}.ts`)) as Partial<Texts>] as const),
);

export const ALL_TEXTS = modules.filter((entry): entry is readonly [string, Texts] => 'ko' in entry[1]);

/** Keys with their path; plural endings are cut off, since Korean has one form and English two. */
export function keysOf(texts: object, path = ''): string[] {
  return Object.entries(texts).flatMap(([key, value]) => {
    const here = path ? `${path}.${key}` : key;
    if (typeof value === 'string') return [here.replace(/_(one|other|zero)$/, '')];
    return keysOf(value as object, here);
  });
}
