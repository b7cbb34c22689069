import { describe, expect, it } from 'vitest';
import type { FormField } from '../kit/define-node.ts';
import { channelOf, channels } from './channels.ts';

const entries = Object.entries(channels);

function shapeOf(params: unknown): readonly string[] {
  return Object.keys((params as { def: { shape: Record<string, unknown> } }).def.shape);
}

describe.each(entries)('%s', (_, channel) => {
  it('has its texts in both languages', () => {
    const form: readonly FormField[] = channel.form;
    for (const text of [channel.label, channel.help, ...form.map((field) => field.label)]) {
      expect(text.ko).toMatch(/[가-힣]|^[A-Z]+$/);
      expect(text.en).not.toBe('');
    }
  });

  it('asks for its parameters and no others', () => {
    expect([...new Set(channel.form.map((field) => field.path))].sort()).toEqual(
      [...shapeOf(channel.params)].sort(),
    );
  });

  it('keeps parameters that it does not know', () => {
    const given = { to: 'x', url: 'https://x', table: 't', type: 'a.b', own: 1 };
    expect(channel.params.parse(given)).toMatchObject({ own: 1 });
  });
});

describe('channelOf', () => {
  it('knows only channels', () => {
    expect(channelOf('email')).toBe(channels.email);
    for (const name of ['constructor', '__proto__', 'fax', undefined, 3])
      expect(channelOf(name)).toBeUndefined();
  });
});
