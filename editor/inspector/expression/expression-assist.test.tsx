import { act, fireEvent, screen, within } from '@testing-library/react';
import { beforeAll, describe, expect, it } from 'vitest';
import { definitions } from '../../../nodes/register.ts';
import type { NodeSamples } from '../../samples/samples.ts';
import { type DrawOptions, drawForm, input } from '../testing/draw-form.tsx';

// It is loaded when it is first shown; a slow machine takes long for the first time.
beforeAll(() => import('./expression-assist.tsx'));

const event = (id: string, time: string, data: Record<string, unknown>) => ({
  id,
  type: 'bank.transaction.posted',
  source: '/core',
  time,
  subject: id,
  data,
});
const SAMPLES: NodeSamples = {
  from: 'recent',
  arrived: {
    in: [
      event('C0002', '2026-03-02T00:00:00Z', { amount: 'much' }),
      event('C0001', '2026-03-02T09:12:00Z', { amount: 360_000 }),
    ],
  },
};

async function draw(fields: readonly { name: string; expression: string }[], options: DrawOptions = {}) {
  const form = drawForm(definitions.derive.form, { fields }, options);
  for (const folded of document.querySelectorAll('[data-row] > div > button[aria-expanded="false"]'))
    fireEvent.click(folded);
  await screen.findAllByRole('button', {
    name: options.language === 'ko' ? '예시 넣기' : 'Put in an example',
  });
  return form;
}

/** Types at the end, as a browser tells it. */
function write(element: HTMLInputElement, text: string) {
  act(() => {
    element.focus();
    fireEvent.input(element, { target: { value: text } });
  });
}

const key = (element: Element, name: string, more = {}) => fireEvent.keyDown(element, { key: name, ...more });
const options = () => screen.queryAllByRole('option').map((each) => each.id && each.textContent);
const expressionOf = (form: { config: () => unknown }, row = 0) =>
  (form.config() as { fields: { expression: string }[] }).fields[row].expression;

describe('an expression', () => {
  it('offers names while it is typed, and takes one by Enter', async () => {
    const form = await draw([{ name: 'fee', expression: '' }]);
    const area = input(/^Expression/);
    expect(area.getAttribute('role')).toBeNull();
    write(area, 'am');
    const list = screen.getByRole('listbox', { name: 'What can go in here' });
    const [first] = within(list).getAllByRole('option');
    expect(first.textContent).toContain('Amount');
    expect(area.getAttribute('role')).toBe('combobox');
    expect(area.getAttribute('aria-expanded')).toBe('true');
    expect(area.getAttribute('aria-controls')).toBe(list.id);
    expect(area.getAttribute('aria-activedescendant')).toBe(first.id);
    expect(first.getAttribute('aria-selected')).toBe('true');
    expect(screen.getAllByRole('status').map((each) => each.textContent)).toContainEqual(
      expect.stringMatching(/suggestion/),
    );
    key(area, 'Enter');
    expect(expressionOf(form)).toBe('amount');
    expect(screen.queryByRole('listbox')).toBeNull();
    expect(area.getAttribute('role')).toBeNull();
    expect(document.activeElement).toBe(area);
  });

  it('goes on by the arrows, takes by Tab or a click, and Escape closes', async () => {
    const form = await draw([{ name: 'fee', expression: '' }]);
    const area = input(/^Expression/);
    write(area, 'm');
    const before = area.getAttribute('aria-activedescendant');
    key(area, 'ArrowDown');
    expect(area.getAttribute('aria-activedescendant')).not.toBe(before);
    key(area, 'ArrowUp');
    expect(area.getAttribute('aria-activedescendant')).toBe(before);
    key(area, 'Escape');
    expect(screen.queryByRole('listbox')).toBeNull();
    expect(expressionOf(form)).toBe('m');
    write(area, 'roun');
    key(area, 'Tab');
    expect(expressionOf(form)).toBe('round()');
    expect(area.selectionStart).toBe(6);
    write(area, 'vip');
    write(area, 'vi');
    fireEvent.click(screen.getAllByRole('option')[0]);
    expect(expressionOf(form)).toBe('vip');
  });

  it('leaves Enter alone where only operators are offered, and while a syllable is composed', async () => {
    const form = await draw([{ name: 'fee', expression: '' }]);
    const area = input(/^Expression/);
    write(area, 'amount ');
    expect(options().join()).toContain('plus');
    expect(area.getAttribute('aria-activedescendant')).toBeNull();
    expect(key(area, 'Enter')).toBe(true);
    key(area, 'ArrowDown');
    key(area, 'Enter');
    expect(expressionOf(form)).toBe('amount + ');
    write(area, 'am');
    expect(key(area, 'Enter', { isComposing: true })).toBe(true);
    expect(expressionOf(form)).toBe('am');
  });

  it('shows all that can go in when asked by keys', async () => {
    await draw([
      { name: 'fee', expression: 'amount' },
      { name: 'rest', expression: '' },
    ]);
    const [, area] = screen.getAllByLabelText(/^Expression/, { selector: 'textarea' });
    act(() => area.focus());
    key(area, ' ', { ctrlKey: true });
    expect(options()[0]).toContain('fee');
    expect(options().join()).toContain('round');
  });

  it('says what comes out for an event that arrived, after the rows above', async () => {
    await draw(
      [
        { name: 'fee', expression: 'amount * 0.1' },
        { name: 'total', expression: 'fee + amount' },
      ],
      { samples: SAMPLES, language: 'ko' },
    );
    const [fee, total] = screen.getAllByRole('region', { name: '결과' });
    expect(fee.textContent).toContain('= 36,000');
    expect(total.textContent).toContain('= 396,000');
    expect(fee.textContent).toContain('입출금 C0001, 09:12');
    fireEvent.click(within(fee).getByRole('button', { name: '다음 이벤트' }));
    expect(fee.textContent).toContain('C0002');
    expect(fee.textContent).toContain(
      '이 이벤트에서는 계산하지 못해 값이 비게 됩니다. 서로 곱할 수 없는 값입니다',
    );
    expect(total.textContent).toContain('C0002');
    fireEvent.click(within(fee).getByRole('button', { name: '이전 이벤트' }));
    expect(fee.textContent).toContain('= 36,000');
  });

  it('takes the examples of the catalogue where no event came, and says so', async () => {
    await draw([{ name: 'fee', expression: 'amount * 0.5' }]);
    const result = screen.getByRole('region', { name: 'Result' });
    expect(result.textContent).toContain('= 60,000');
    expect(result.textContent).toContain('with example values');
  });

  it('says nothing of a result while it can not be read', async () => {
    await draw([{ name: 'fee', expression: 'amount * ' }]);
    expect(screen.queryByRole('region', { name: 'Result' })).toBeNull();
  });

  it('puts in an example made with the fields that arrive', async () => {
    const form = await draw([{ name: 'fee', expression: '' }]);
    fireEvent.click(screen.getByRole('button', { name: 'Put in an example' }));
    fireEvent.click(await screen.findByRole('menuitem', { name: /10% of an amount/ }));
    expect(expressionOf(form)).toBe('round(amount * 0.1)');
  });

  it('can only be read where nothing may be changed', () => {
    drawForm(
      definitions.derive.form,
      { fields: [{ name: 'fee', expression: 'amount' }] },
      { readOnly: true },
    );
    expect(screen.queryByRole('button', { name: 'Put in an example' })).toBeNull();
  });
});
