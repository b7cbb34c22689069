import { act, fireEvent, screen, within } from '@testing-library/react';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { decideDefinition } from '../../../nodes/decide/definition.ts';
import { type DrawOptions, drawForm } from '../testing/draw-form.tsx';

const and = (...rules: unknown[]) => ({ combinator: 'and', rules });
const amount = (operator: string, value: unknown) => ({ field: 'amount', operator, value });
const RULES = [
  {
    when: and(amount('>=', 1000), { field: 'direction', operator: '=', value: 'deposit' }),
    set: { level: 'high' },
  },
  { when: and(amount('>=', 10)), set: { level: 'low' } },
];
const EMPTY = [{ when: and(), set: {} }];

// The window loads when it is first opened; here it is there from the start.
beforeAll(() => import('./grid-window.tsx'));
beforeEach(() => {
  // happy-dom lays nothing out; the rows in view are found by the height of what scrolls.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(400);
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(900);
});

async function open(rules: readonly unknown[], options: DrawOptions = {}) {
  const form = drawForm(decideDefinition.form, { rules }, options);
  fireEvent.click(
    screen.getByRole('button', { name: options.readOnly ? 'See as a table' : 'Edit as a table' }),
  );
  await screen.findByRole('grid', { hidden: true }, { timeout: 10_000 });
  const input = document.querySelector<HTMLTextAreaElement>('[data-grid-input]');
  if (!input) throw new Error('The grid has no input.');
  act(() => input.focus());
  return { ...form, input, rules: () => form.config().rules as typeof RULES };
}

const press = (input: HTMLElement, key: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(input, { key, code: key.length === 1 ? `Key${key.toUpperCase()}` : key, ...more });
const write = (input: HTMLElement, text: string) => fireEvent.change(input, { target: { value: text } });
const active = () => document.querySelector('[data-active]')?.getAttribute('aria-label');
const cells = () =>
  [...document.querySelectorAll('[data-index]')].map((row) =>
    [...row.querySelectorAll('[data-cell]')].map((cell) => cell.textContent),
  );

function paste(input: HTMLElement, text: string) {
  fireEvent.paste(input, {
    clipboardData: { getData: (type: string) => (type === 'text/plain' ? text : '<table>no</table>') },
  });
}

function copied(input: HTMLElement): string {
  let text = '';
  fireEvent.copy(input, { clipboardData: { setData: (_: string, data: string) => (text = data) } });
  return text;
}

describe('the panel', () => {
  it('shows the table in words and opens it at a row', async () => {
    drawForm(decideDefinition.form, { rules: RULES });
    const preview = screen.getByRole('list', { name: 'Preview of the decision table' });
    expect(within(preview).getAllByRole('button')[1].textContent).toBe('2Amount ≥ 10 → level = low');
    fireEvent.click(within(preview).getAllByRole('button')[1]);
    await screen.findByRole('grid', { hidden: true }, { timeout: 10_000 });
    expect(active()).toBe('Row 2, Amount ≥: 10');
  });
});

describe('keys', () => {
  it('shows what the rows say, and changes nothing by being looked at', async () => {
    const form = await open(RULES);
    expect(cells()).toEqual([
      ['1,000', 'deposit', 'high'],
      ['10', '–', 'low'],
      ['', '', ''],
    ]);
    for (const key of ['ArrowDown', 'ArrowRight', 'F2', 'Escape', 'Tab', 'Enter', 'End', 'Home'])
      press(form.input, key);
    expect(form.written).toEqual([]);
  });

  it('moves as in a spreadsheet', async () => {
    const { input } = await open(RULES);
    const go = (key: string, more?: KeyboardEventInit) => {
      press(input, key, more);
      return active();
    };
    expect(active()).toBe('Row 1, Amount ≥: 1,000');
    expect(go('ArrowRight')).toBe('Row 1, Direction =: deposit');
    expect(go('Enter')).toBe('Row 2, Direction =: any');
    expect(go('Enter', { shiftKey: true })).toBe('Row 1, Direction =: deposit');
    expect(go('Tab')).toBe('Row 1, level: high');
    expect(go('Tab')).toBe('Row 2, Amount ≥: 10');
    expect(go('Tab', { shiftKey: true })).toBe('Row 1, level: high');
    expect(go('End', { ctrlKey: true })).toBe('Row 3, level: ');
    expect(go('Home', { ctrlKey: true })).toBe('Row 1, Amount ≥: 1,000');
  });

  it('takes what is typed on Enter, and gives it up on Esc', async () => {
    const form = await open(RULES);
    write(form.input, '50만');
    expect(form.written).toEqual([]);
    press(form.input, 'Enter');
    expect(form.rules()[0].when.rules[0]).toEqual(amount('>=', 500000));
    expect(active()).toBe('Row 2, Amount ≥: 10');
    write(form.input, '7');
    press(form.input, 'Escape');
    expect(form.written.length).toBe(1);
    expect(screen.getByRole('grid', { hidden: true })).toBeTruthy();
  });

  it('edits in the text after F2, where arrow keys move the cursor', async () => {
    const form = await open(RULES);
    press(form.input, 'F2');
    expect(form.input.value).toBe('1,000');
    press(form.input, 'ArrowLeft');
    write(form.input, '100~200');
    press(form.input, 'Tab');
    expect(form.rules()[0].when.rules[0]).toEqual(amount('between', [100, 200]));
    expect(active()).toBe('Row 1, Direction =: deposit');
  });

  it('picks one of the values that the catalogue knows', async () => {
    const form = await open(RULES);
    press(form.input, 'ArrowRight');
    press(form.input, 'ArrowDown', { altKey: true });
    expect(screen.getAllByRole('option', { hidden: true }).map((each) => each.textContent)).toEqual([
      'deposit',
      'withdrawal',
    ]);
    press(form.input, 'ArrowDown');
    press(form.input, 'Enter');
    expect(form.rules()[0].when.rules[1]).toMatchObject({ value: 'withdrawal' });
  });

  it('clears a range, fills it down, and adds a row by typing below the last', async () => {
    const form = await open(RULES);
    press(form.input, 'ArrowDown', { shiftKey: true });
    press(form.input, 'd', { ctrlKey: true });
    expect(form.rules()[1].when).toEqual(and(amount('>=', 1000)));
    press(form.input, 'Delete');
    expect(form.rules().map(({ when }) => when.rules.length)).toEqual([1, 0]);
    press(form.input, 'End', { ctrlKey: true });
    write(form.input, 'none');
    press(form.input, 'Enter');
    expect(form.rules()[2]).toEqual({ when: and(), set: { level: 'none' } });
  });

  it('moves, duplicates and removes rows', async () => {
    const form = await open(RULES);
    press(form.input, 'ArrowDown', { altKey: true, shiftKey: true });
    expect(form.rules()).toEqual([RULES[1], RULES[0]]);
    expect(active()).toBe('Row 2, Amount ≥: 1,000');
    press(form.input, 'ArrowUp', { altKey: true, shiftKey: true });
    expect(form.rules()).toEqual(RULES);
    fireEvent.click(screen.getByRole('button', { name: 'Duplicate rows', hidden: true }));
    expect(form.rules()).toEqual([RULES[0], RULES[0], RULES[1]]);
    fireEvent.click(screen.getByRole('button', { name: 'Delete rows', hidden: true }));
    expect(form.rules()).toEqual(RULES);
  });

  it('only shows where nothing may be changed', async () => {
    const form = await open(RULES, { readOnly: true });
    press(form.input, 'Delete');
    paste(form.input, '5');
    press(form.input, 'd', { ctrlKey: true });
    expect(form.written).toEqual([]);
    expect(copied(form.input)).toBe('1,000');
  });
});

describe('the clipboard', () => {
  it('pastes cells in one step, with new rows, and marks what it can not read', async () => {
    const form = await open(RULES);
    press(form.input, 'ArrowDown');
    paste(form.input, '300만\tdeposit, withdrawal\t"a\nb"\r\n아주 많이\t-\t30%\r\n');
    expect(form.written.length).toBe(1);
    expect(form.rules().slice(1)).toEqual([
      {
        when: and(amount('>=', 3000000), {
          field: 'direction',
          operator: 'in',
          value: ['deposit', 'withdrawal'],
        }),
        set: { level: 'a\nb' },
      },
      { when: and(amount('>=', '아주 많이')), set: { level: 0.3 } },
    ]);
    expect(screen.getByText('Pasted cells: 6. Marked, because they could not be read: 1.')).toBeTruthy();
    press(form.input, 'ArrowDown');
    expect(screen.getByRole('status', { hidden: true }).textContent).toContain(
      '“아주 많이” can’t be read as a number',
    );
    expect(copied(form.input)).toBe('아주 많이');
  });

  it('copies a range as tab-separated text', async () => {
    const { input } = await open(RULES);
    press(input, 'a', { ctrlKey: true });
    expect(copied(input)).toBe('1,000\tdeposit\thigh\n10\t\tlow\n\t\t');
  });

  it('refuses what is too large, and keeps everything', async () => {
    const form = await open(RULES);
    paste(form.input, Array(1001).fill('1').join('\n'));
    expect(screen.getByText(/A table has at most 1,000 rows/)).toBeTruthy();
    paste(form.input, Array(31).fill('1').join('\t'));
    expect(screen.getByText(/A table has at most 30 columns/)).toBeTruthy();
    paste(form.input, '1\t2\t3\t4');
    expect(screen.getByText(/only 3 from this cell on/)).toBeTruthy();
    expect(form.written).toEqual([]);
  });

  it('makes the columns of a whole sheet, and asks what it does not know', async () => {
    const form = await open(EMPTY);
    paste(form.input, '금액 이상\tDirection\t등급\n100만\tdeposit\tgold\n-\t\tbasic\n');
    expect(form.written).toEqual([]);
    fireEvent.change(screen.getByLabelText('Use of column 등급'), { target: { value: 'set' } });
    fireEvent.change(screen.getByLabelText('Name of the field that column 등급 sets'), {
      target: { value: 'grade' },
    });
    fireEvent.click(screen.getByRole('button', { name: 'Make the table', hidden: true }));
    expect(form.written.length).toBe(1);
    expect(form.rules()).toEqual([
      {
        when: and(amount('>=', 1000000), { field: 'direction', operator: '=', value: 'deposit' }),
        set: { grade: 'gold' },
      },
      { when: and(), set: { grade: 'basic' } },
    ]);
  });
});

describe('columns and what cells can not say', () => {
  it('adds a condition and a value', async () => {
    const form = await open(EMPTY);
    fireEvent.click(screen.getByRole('button', { name: 'Value', hidden: true }));
    fireEvent.change(screen.getByLabelText('Name of the field to set'), { target: { value: 'level' } });
    fireEvent.click(screen.getByRole('button', { name: 'Add', hidden: true }));
    write(form.input, 'high');
    press(form.input, 'Enter');
    expect(form.rules()).toEqual([{ when: and(), set: { level: 'high' } }]);
  });

  it('opens the builder for a nested condition', async () => {
    const nested = { combinator: 'or', rules: [amount('=', 1), amount('=', 2)] };
    const form = await open([{ when: and(amount('>=', 5), nested), set: {} }]);
    expect(cells()[0]).toEqual(['5', '(Amount = 1 or Amount = 2)']);
    press(form.input, 'ArrowRight');
    press(form.input, 'Enter');
    expect(await screen.findByText('Advanced condition of row 1')).toBeTruthy();
    fireEvent.click(
      (
        await screen.findAllByRole('button', { name: 'Remove the group', hidden: true }, { timeout: 10_000 })
      )[0],
    );
    fireEvent.click(screen.getAllByRole('button', { name: 'Done', hidden: true }).at(-1) as HTMLElement);
    expect(form.rules()[0].when).toEqual(and(amount('>=', 5)));
  });

  it('shows the faults of a cell, and counts the events of each row', async () => {
    const faults = [
      {
        severity: 'error' as const,
        code: 'x',
        field: 'rules.1.set.level',
        message: { ko: '안 됩니다.', en: 'This will not do.' },
      },
    ];
    const event = (n: number, data: Record<string, unknown>) => ({
      id: `${n}`,
      type: 'a',
      source: 'b',
      time: '2026-03-02T00:00:00Z',
      data,
    });
    const arrived = {
      in: [event(1, { amount: 5000, direction: 'deposit' }), event(2, { amount: 50 }), event(3, {})],
    };
    await open(RULES, { faults, samples: { from: 'recent', arrived } });
    const rows = screen.getAllByRole('row', { hidden: true });
    expect(rows[1].lastElementChild?.textContent).toBe('1');
    expect(rows[2].lastElementChild?.textContent).toBe('1');
    fireEvent.click(screen.getByRole('button', { name: 'Cells to correct: 1', hidden: true }));
    expect(active()).toBe('Row 2, level: low');
    expect(screen.getByRole('status', { hidden: true }).textContent).toContain('This will not do.');
  });
});
