/** Writes the reference tables that ship: `npx tsx flows/tables/make-tables.ts`. */
import { writeFileSync } from 'node:fs';
import { madeUpTables } from './made-up-tables.ts';

for (const [name, csv] of Object.entries(madeUpTables()))
  writeFileSync(new URL(`${name}.csv`, import.meta.url), csv);
