import { readFileSync } from 'node:fs';

/** The text of a file, or why it cannot be read. */
export function textOfFile(path: string): string | { readonly code: string } {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    return { code: (error as NodeJS.ErrnoException).code ?? String(error) };
  }
}
