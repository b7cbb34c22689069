import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { FormField } from '../../../nodes/kit/define-node.ts';
import { CONTEXT, drawForm, input, leave, pick, retype, type } from '../testing/draw-form.tsx';

function field(control: FormField['control'], more: Partial<FormField> = {}): FormField {
  return { path: 'it', control, label: { ko: '그것', en: 'It' }, ...more };
}

describe('text', () => {
  it('writes what is typed, and takes the key away when emptied', () => {
    const form = drawForm([field('text')], { it: 'a', other: 1 });
    type(input('It'), 'bc');
    expect(form.config()).toEqual({ it: 'abc', other: 1 });
    fireEvent.change(input('It'), { target: { value: '' } });
    expect(form.config()).toEqual({ other: 1 });
  });

  it('keeps a required text as an empty one', () => {
    const form = drawForm([field('text', { required: true })], { it: 'a' });
    fireEvent.change(input(/^It/), { target: { value: '' } });
    expect(form.config()).toEqual({ it: '' });
  });

  it('follows the document when somebody else changes it', () => {
    const form = drawForm([field('text')], { it: 'a' });
    type(input('It'), 'b');
    form.replace({ it: 'other' });
    expect(input('It').value).toBe('other');
  });

  it("edits the reader's own language of a text in several", () => {
    const form = drawForm([field('textarea')], { it: { ko: '가', en: 'a' } });
    type(input('It'), 'b');
    expect(form.config()).toEqual({ it: { ko: '가', en: 'ab' } });
  });

  it('shows what is no text instead of hiding it', () => {
    drawForm([field('text')], { it: { a: 1 } });
    expect(input('It').value).toBe('');
    drawForm([field('text')], { it: [1, 2] });
    expect(input('It').value).toBe('[1,2]');
  });
});

describe('number', () => {
  it('writes numbers, with separators while it is typed', () => {
    const form = drawForm([field('number')], {});
    type(input('It'), '3000000');
    expect(form.config()).toEqual({ it: 3000000 });
    expect(input('It').value).toBe('3,000,000');
  });

  it('keeps half-typed numbers, and the last number in the document', () => {
    const form = drawForm([field('number')], { it: 5 });
    retype(input('It'), '-');
    expect(input('It').value).toBe('-');
    expect(screen.getByText('Enter a number.')).toBeTruthy();
    type(input('It'), '1.');
    expect(input('It').value).toBe('-1.');
    type(input('It'), '5');
    expect(form.config()).toEqual({ it: -1.5 });
    retype(input('It'), '12a');
    expect(form.config()).toEqual({ it: 12 });
    leave(input('It'));
    expect(input('It').value).toBe('12a');
  });

  it('takes the key away when emptied', () => {
    const form = drawForm([field('number')], { it: 5 });
    fireEvent.change(input('It'), { target: { value: '' } });
    expect(form.config()).toEqual({});
  });

  it('shows what is no number without making it one', () => {
    const form = drawForm([field('number')], { it: '5' });
    expect(input('It').value).toBe('5');
    expect(form.written).toEqual([]);
  });
});

describe('switch', () => {
  it('writes true, and takes the key away', () => {
    const form = drawForm([field('switch')], {});
    fireEvent.click(screen.getByRole('switch', { name: 'It' }));
    expect(form.config()).toEqual({ it: true });
    fireEvent.click(screen.getByRole('switch', { name: 'It' }));
    expect(form.config()).toEqual({});
  });
});

describe('select', () => {
  const options = [
    { value: 'a', label: { ko: '가', en: 'Alpha' } },
    { value: 'b', label: { ko: '나', en: 'Beta' } },
  ];

  it('writes the choice', () => {
    const form = drawForm([field('select', { options })], { it: 'a' });
    expect(input('It').value).toBe('Alpha');
    fireEvent.click(input('It'));
    pick('Beta');
    expect(form.config()).toEqual({ it: 'b' });
  });

  it('shows a value that is none of the choices', () => {
    drawForm([field('select', { options })], { it: 'foreign' });
    expect(input('It').value).toBe('foreign');
  });

  it('exchanges a whole part of the settings', () => {
    const variant: FormField['variant'] = {
      of: (config) => ('left' in config ? 'a' : 'b'),
      set: (config, choice) => ({ keep: config.keep, ...(choice === 'a' ? { left: 1 } : { right: 2 }) }),
    };
    const form = drawForm([field('select', { options, variant })], { keep: 0, left: 1 });
    fireEvent.click(input('It'));
    pick('Beta');
    expect(form.config()).toEqual({ keep: 0, right: 2 });
  });
});

describe('duration', () => {
  it('reads and writes ISO 8601 as it was written', () => {
    const form = drawForm([field('duration')], { it: 'PT24H' });
    expect(input('It').value).toBe('24');
    expect(input('Unit of It').value).toBe('hours');
    retype(input('It'), '36');
    expect(form.config()).toEqual({ it: 'PT36H' });
    fireEvent.change(input('Unit of It'), { target: { value: 'minutes' } });
    expect(form.config()).toEqual({ it: 'PT36M' });
  });

  it('keeps the last duration while another is typed', () => {
    const form = drawForm([field('duration', { required: true })], { it: 'P3D' });
    retype(input(/^It/), '0.');
    expect(form.config()).toEqual({ it: 'P0D' });
    type(input(/^It/), '5');
    expect(form.config()).toEqual({ it: 'P0.5D' });
    fireEvent.change(input(/^It/), { target: { value: '' } });
    expect(form.config()).toEqual({ it: 'P0.5D' });
    leave(input(/^It/));
    expect(input(/^It/).value).toBe('0.5');
  });

  it('takes an optional one away when it is left empty', () => {
    const form = drawForm([field('duration')], { it: 'P3D' });
    input('It').focus();
    fireEvent.change(input('It'), { target: { value: '' } });
    leave(input('It'));
    expect(form.config()).toEqual({});
  });

  it('says when the file has something else', () => {
    const form = drawForm([field('duration')], { it: 'P1M' });
    expect(screen.getByText(/“P1M” is no duration/)).toBeTruthy();
    type(input('It'), '30');
    expect(form.config()).toEqual({ it: 'P30D' });
  });

  it('reads a compound duration in the largest unit that is whole', () => {
    drawForm([field('duration')], { it: 'PT1H30M' });
    expect(input('It').value).toBe('90');
    expect(input('Unit of It').value).toBe('minutes');
  });
});

describe('name', () => {
  it('is written when it is left, and only if it is one', () => {
    const form = drawForm([field('name')], { it: 'claim' });
    retype(input('It'), '1x');
    expect(screen.getByText(/Begin with a letter/)).toBeTruthy();
    leave(input('It'));
    expect(input('It').value).toBe('1x');
    expect(form.written).toEqual([]);
    retype(input('It'), 'quote');
    expect(form.written).toEqual([]);
    leave(input('It'));
    expect(form.config()).toEqual({ it: 'quote' });
    expect(form.written).toHaveLength(1);
  });

  it('is written by Enter', () => {
    const form = drawForm([field('name')], { it: '' });
    type(input('It'), 'n');
    fireEvent.keyDown(input('It'), { key: 'Enter' });
    expect(form.config()).toEqual({ it: 'n' });
  });
});

describe('event type', () => {
  it('offers the catalogue and the prefixes that types share', () => {
    const form = drawForm([field('event-type')], {});
    fireEvent.click(input('It'));
    expect(screen.getByRole('option', { name: /All of bank\.\*/, hidden: true })).toBeTruthy();
    pick(/Account opened/);
    expect(form.config()).toEqual({ it: 'bank.account.opened' });
    expect(input('It').value).toBe('Account opened');
  });

  it('offers what came and nobody declared behind the others, marked as that, and the way to declare it', () => {
    const found = {
      type: 'shop.order.placed',
      name: 'shop.order.placed',
      fields: [],
      discovered: true,
    } as const;
    const other = { ...found, type: 'shop.order.paid', name: 'shop.order.paid' };
    const dismissed = { ...found, type: 'shop.noise', name: 'shop.noise', dismissed: true } as const;
    const eventTypes = [found, other, dismissed, ...(CONTEXT.surroundings.eventTypes ?? [])];
    const context = { ...CONTEXT, surroundings: { ...CONTEXT.surroundings, eventTypes } };
    const form = drawForm([field('event-type')], {}, { context });
    fireEvent.click(input('It'));
    const options = screen.getAllByRole('option', { hidden: true }).map(({ textContent }) => textContent);
    expect(options.at(-2)).toMatch(/^shop\.order\.placed.*not declared yet/);
    expect(options.filter((text) => text?.includes('not declared'))).toHaveLength(2);
    expect(options.some((text) => text?.includes('shop.*'))).toBe(false);
    pick(/shop\.order\.placed/);
    expect(form.config()).toEqual({ it: 'shop.order.placed' });
    expect(screen.getByRole('link', { name: 'Declare it in the catalogue' }).getAttribute('href')).toBe(
      '#/catalogue/shop.order.placed',
    );
  });

  it('takes any other', () => {
    const form = drawForm([field('event-type')], {});
    type(input('It'), 'shop.*');
    expect(form.written).toEqual([]);
    leave(input('It'));
    expect(form.config()).toEqual({ it: 'shop.*' });
  });
});

describe('field', () => {
  it('offers what arrives by its name, and the envelope', () => {
    const form = drawForm([field('field')], { it: 'amount' });
    expect(input('It').value).toBe('Amount');
    fireEvent.click(input('It'));
    expect(screen.getByRole('option', { name: /Event time/, hidden: true })).toBeTruthy();
    pick(/Customer number/);
    expect(form.config()).toEqual({ it: 'customerId' });
  });

  it('takes a path that nobody lists, and gives way to Escape', () => {
    const form = drawForm([field('field')], { it: 'amount' });
    retype(input('It'), 'store.zip');
    fireEvent.keyDown(input('It'), { key: 'Escape' });
    leave(input('It'));
    expect(form.written).toEqual([]);
    retype(input('It'), 'store.zip');
    leave(input('It'));
    expect(form.config()).toEqual({ it: 'store.zip' });
  });

  it('knows a field that is typed by its name', () => {
    const form = drawForm([field('field')], {});
    type(input('It'), 'customer number');
    leave(input('It'));
    expect(form.config()).toEqual({ it: 'customerId' });
  });

  it('asks the definition what to offer', () => {
    drawForm([field('field', { offer: () => [{ path: 'n', type: 'number' }] })], {});
    fireEvent.click(input('It'));
    expect(screen.getAllByRole('option', { hidden: true })).toHaveLength(1);
  });
});

describe('fields', () => {
  it('adds and removes in order', () => {
    const form = drawForm([field('fields')], { it: ['customerId'] });
    const box = input('It');
    type(box, 'amount');
    fireEvent.keyDown(box, { key: ',' });
    expect(form.config()).toEqual({ it: ['customerId', 'amount'] });
    expect(document.activeElement).toBe(box);
    type(box, 'store.zip');
    leave(box);
    expect(form.config()).toEqual({ it: ['customerId', 'amount', 'store.zip'] });
    fireEvent.click(screen.getByRole('button', { name: 'Remove Amount' }));
    expect(form.config()).toEqual({ it: ['customerId', 'store.zip'] });
    fireEvent.keyDown(box, { key: 'Backspace' });
    expect(form.config()).toEqual({ it: ['customerId'] });
  });
});

describe('table, column and connection', () => {
  it('offer what surrounds the flow', () => {
    const form = drawForm(
      [
        field('table', { path: 'table', label: { ko: '표', en: 'Table' } }),
        field('column', { path: 'column', label: { ko: '열', en: 'Column' } }),
        field('connection', { path: 'connection', label: { ko: '연결', en: 'Connection' } }),
      ],
      {},
    );
    fireEvent.click(input('Table'));
    pick(/Customers/);
    fireEvent.click(input('Column'));
    pick(/Customer number/);
    fireEvent.click(input('Connection'));
    pick(/Kafka/);
    expect(form.config()).toEqual({ table: 'customers', column: 'customerId', connection: 'kafka-1' });
  });
});

describe('template and expression', () => {
  it('take a field at the caret', () => {
    const form = drawForm([field('template')], { it: 'Hello !' });
    input('It').setSelectionRange(6, 6);
    fireEvent.click(screen.getByRole('button', { name: 'Insert a field' }));
    pick(/Customer number/);
    expect(form.config()).toEqual({ it: 'Hello {{customerId}}!' });
  });
});

describe('value', () => {
  it('keeps the type of what stands there', () => {
    const form = drawForm([field('value')], { it: 5 });
    retype(input('It'), '70');
    expect(form.config()).toEqual({ it: 70 });
  });

  it('writes texts as texts, however they look', () => {
    const form = drawForm([field('value')], { it: '' });
    type(input('It'), '5');
    expect(form.config()).toEqual({ it: '5' });
  });

  it('changes the type when asked', async () => {
    const form = drawForm([field('value')], { it: '3,000' });
    fireEvent.click(screen.getByRole('button', { name: 'Type of the value: text' }));
    fireEvent.click(await screen.findByRole('menuitem', { name: /^number/ }));
    expect(form.config()).toEqual({ it: 3000 });
    fireEvent.click(screen.getByRole('button', { name: 'Type of the value: number' }));
    fireEvent.click(await screen.findByRole('menuitem', { name: /^yes/ }));
    expect(form.config()).toEqual({ it: true });
  });
});
