import { fireEvent, screen } from '@testing-library/react';
import { beforeAll, describe, expect, it } from 'vitest';
import type { FormField } from '../../../nodes/kit/define-node.ts';
import { drawForm, input, leave, pick, retype, type } from '../testing/draw-form.tsx';

const label = (en: string) => ({ ko: en, en });
const STEPS: FormField = {
  path: 'steps',
  control: 'list',
  label: label('Steps'),
  min: 1,
  max: 4,
  newRow: () => ({ name: '', note: '' }),
  fields: [
    { path: 'name', control: 'name', label: label('Name') },
    { path: 'note', control: 'text', label: label('Note') },
  ],
};
const TEXTS: FormField = {
  path: 'texts',
  control: 'list',
  label: label('Texts'),
  fields: [{ path: '', control: 'text', label: label('Text') }],
};
const RULES: FormField = {
  path: 'rules',
  control: 'list',
  label: label('Rows'),
  newRow: () => ({ when: { combinator: 'and', rules: [] }, set: {} }),
  fields: [
    { path: 'when', control: 'condition', label: label('When') },
    { path: 'set', control: 'record', label: label('Then set') },
  ],
};
const SET: FormField = { path: 'set', control: 'record', label: label('Set') };

const notes = () => screen.getAllByLabelText('Note') as HTMLInputElement[];

// The builder loads when it is first drawn; here it is there from the start.
beforeAll(() => import('../condition/condition-builder.tsx'));

describe('list', () => {
  it('adds a row and puts the cursor into it', () => {
    const form = drawForm([STEPS], { steps: [{ name: 'a', note: '1' }] });
    fireEvent.click(screen.getByRole('button', { name: 'Add' }));
    expect(form.config()).toEqual({
      steps: [
        { name: 'a', note: '1' },
        { name: '', note: '' },
      ],
    });
    expect(document.activeElement).toBe(screen.getAllByLabelText('Name')[1]);
  });

  it('moves rows with what is typed in them', () => {
    const form = drawForm([STEPS], { steps: [{ name: 'a' }, { name: 'b' }, { name: 'c' }] });
    retype(screen.getAllByLabelText('Name')[0] as HTMLInputElement, '1 is no name');
    fireEvent.click(screen.getByRole('button', { name: 'Move 1 down' }));
    expect(form.config()).toEqual({ steps: [{ name: 'b' }, { name: 'a' }, { name: 'c' }] });
    expect((screen.getAllByLabelText('Name')[1] as HTMLInputElement).value).toBe('1isnoname');
    fireEvent.click(screen.getByRole('button', { name: 'Remove 1' }));
    expect(form.config()).toEqual({ steps: [{ name: 'a' }, { name: 'c' }] });
    expect((screen.getAllByLabelText('Name')[0] as HTMLInputElement).value).toBe('1isnoname');
  });

  it('keeps the focus while a row is edited', () => {
    const form = drawForm([STEPS], {
      steps: [
        { name: 'a', note: '' },
        { name: 'b', note: '' },
      ],
    });
    type(notes()[1], 'hello');
    expect(form.config()).toEqual({
      steps: [
        { name: 'a', note: '' },
        { name: 'b', note: 'hello' },
      ],
    });
  });

  it('has as many rows as it may', () => {
    drawForm([STEPS], { steps: [{ name: 'a' }] });
    expect(screen.queryByRole('button', { name: 'Remove 1' })).toBeNull();
    drawForm([STEPS], { steps: ['a', 'b', 'c', 'd'].map((name) => ({ name })) });
    expect(screen.queryByRole('button', { name: 'Add' })).toBeNull();
  });

  it('repeats a single input without its label', () => {
    const form = drawForm([TEXTS], { texts: ['x', 'x'] });
    const [first] = screen.getAllByLabelText('Text') as HTMLInputElement[];
    retype(first, 'y');
    expect(form.config()).toEqual({ texts: ['y', 'x'] });
    fireEvent.change(first, { target: { value: '' } });
    expect(form.config()).toEqual({ texts: ['', 'x'] });
    fireEvent.click(screen.getByRole('button', { name: 'Add' }));
    expect(form.config()).toEqual({ texts: ['', 'x', ''] });
  });

  it('shows a list that is none as an empty one, and writes nothing', () => {
    const form = drawForm([STEPS], { steps: 'x' });
    expect(screen.getByText('Nothing here yet.')).toBeTruthy();
    expect(form.written).toEqual([]);
  });

  it('shows each row of a decision table as a line, and opens it when asked', async () => {
    const row = (value: number, product: string) => ({
      when: { combinator: 'and', rules: [{ field: 'amount', operator: '>=', value }] },
      set: { product },
    });
    const form = drawForm([RULES], { rules: [row(1, 'a'), row(2, 'b')] });
    fireEvent.click(screen.getByRole('button', { name: /≥ 2 → product = b/ }));
    retype(input('Value of product'), 'c');
    leave(input('Value of product'));
    retype((await screen.findByLabelText('Value of rule 1')) as HTMLInputElement, '30');
    expect(form.config()).toEqual({ rules: [row(1, 'a'), row(30, 'c')] });
    fireEvent.click(screen.getByRole('button', { name: 'Fold 2' }));
    expect(screen.getByRole('button', { name: /≥ 30 → product = c/ })).toBeTruthy();
  });

  it('opens the row of a place that somebody asks to see', () => {
    const row = (name: string) => ({ when: { combinator: 'and', rules: [] }, set: { [name]: 'x' } });
    drawForm([RULES], { rules: [row('one'), row('two')] }, { reveal: { field: 'rules.1.set.two', turn: 1 } });
    expect(document.activeElement).toBe(input('Name of field 1'));
    expect(screen.queryByLabelText('Value of one')).toBeNull();
  });
});

describe('record', () => {
  it('writes names and typed values', async () => {
    const form = drawForm([SET], { set: { product: 'a' } });
    fireEvent.click(screen.getByRole('button', { name: 'Add a value' }));
    expect(form.written).toEqual([]);
    type(input('Name of field 2'), 'pct');
    leave(input('Name of field 2'));
    expect(form.config()).toEqual({ set: { product: 'a', pct: '' } });
    fireEvent.click(screen.getAllByRole('button', { name: 'Type of the value: text' })[1]);
    fireEvent.click(await screen.findByRole('menuitem', { name: /^number/ }));
    type(input('Value of pct'), '30');
    expect(form.config()).toEqual({ set: { product: 'a', pct: 30 } });
    fireEvent.click(screen.getByRole('button', { name: 'Remove product' }));
    expect(form.config()).toEqual({ set: { pct: 30 } });
  });

  it('keeps a name that stands twice in the input, and the first one in the document', () => {
    const form = drawForm([SET], { set: { a: 1, b: 2 } });
    retype(input('Name of field 2'), 'a');
    leave(input('Name of field 2'));
    expect(screen.getByText('This name is already there.')).toBeTruthy();
    expect(form.config()).toEqual({ set: { a: 1 } });
    retype(input('Name of field 2'), 'c');
    leave(input('Name of field 2'));
    expect(form.config()).toEqual({ set: { a: 1, c: 2 } });
  });

  it('takes no harm from hostile names', () => {
    const set = JSON.parse('{"__proto__": 1, "constructor": 2}') as unknown;
    const form = drawForm([SET], { set });
    retype(input('Value of constructor'), '3');
    expect(JSON.stringify(form.config())).toBe('{"set":{"__proto__":1,"constructor":3}}');
  });

  it('offers the names and texts of the other rows', () => {
    const form = drawForm([RULES], {
      rules: [
        { when: { combinator: 'and', rules: [] }, set: { channel: 'tm' } },
        { when: { combinator: 'and', rules: [] }, set: { channel: '' } },
      ],
    });
    fireEvent.click(screen.getAllByRole('button', { name: /channel =/ })[1]);
    fireEvent.click(input('Value of channel'));
    pick('tm');
    expect(form.config().rules).toMatchObject([{ set: { channel: 'tm' } }, { set: { channel: 'tm' } }]);
  });
});
