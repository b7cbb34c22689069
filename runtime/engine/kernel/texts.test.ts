import { expect, it } from 'vitest';
import { RowScanner } from '../scan/row-scanner.ts';
import { Symbols } from './symbols.ts';
import { Texts } from './texts.ts';

const encoder = new TextEncoder();

it('keeps texts however they lie in a row, and gives their room back', () => {
  const needsOf = () => new Set(['name']);
  const scanner = new RowScanner(['name'], { symbols: new Symbols(), needsOf });
  const { rows, columns } = scanner;
  const { memory } = rows;
  const texts = new Texts();
  const ids: number[] = [];
  const written = ['plain', '나루', 'with \\"escapes\\" \\u00e9', ''];
  for (const name of written) {
    const line = encoder.encode(`{"id":"a","source":"/s","type":"t","data":{"name":"${name}"}}`);
    memory.bytes.set(line, memory.input);
    memory.bytes[memory.input + line.length] = 10;
    scanner.scan(memory.input, memory.input + line.length, 0, 1, 0);
    ids.push(texts.add(rows, columns[0], 0));
  }
  // Known by its symbol, as a text that a node has put into a row is.
  rows.setValue(columns[0], 0, 'by symbol');
  ids.push(texts.add(rows, columns[0], 0));
  expect(ids.map((id) => texts.text(id))).toEqual(['plain', '나루', 'with "escapes" é', '', 'by symbol']);
  expect(texts.size).toBe(5);
  for (const id of ids) texts.release(id);
  expect(texts.size).toBe(0);
});
