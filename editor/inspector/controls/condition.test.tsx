import { fireEvent, screen, within } from '@testing-library/react';
import { beforeAll, describe, expect, it } from 'vitest';
import type { FormField } from '../../../nodes/kit/define-node.ts';
import { drawForm, input, leave, pick, retype, type } from '../testing/draw-form.tsx';

const WHERE: FormField = { path: 'where', control: 'condition', label: { ko: '조건', en: 'Condition' } };
const and = (...rules: unknown[]) => ({ where: { combinator: 'and', rules } });

async function draw(config: Record<string, unknown>, options: Parameters<typeof drawForm>[2] = {}) {
  const form = drawForm([WHERE], config, options);
  await screen.findAllByRole('button', { name: options.language === 'ko' ? '조건' : 'Rule' });
  return form;
}

function chooseOperator(label: string | RegExp, words: string) {
  fireEvent.click(input(label));
  pick(words);
}

// The builder loads when it is first drawn; here it is there from the start.
beforeAll(() => import('../condition/condition-builder.tsx'));

describe('condition', () => {
  it('changes nothing by being looked at', async () => {
    const form = await draw(
      and(
        { field: 'amount', operator: 'between', value: [1, 2] },
        { field: 'direction', operator: 'in', value: ['deposit', 5] },
        { combinator: 'or', not: true, rules: [{ field: 'vip', operator: '=', value: 'true' }] },
        { field: 'amount', operator: '=', value: '5' },
        { field: 'customerId', operator: 'null' },
      ),
    );
    expect(form.written).toEqual([]);
  });

  it('builds a rule with a number', async () => {
    const form = await draw({});
    fireEvent.click(screen.getByRole('button', { name: 'Rule' }));
    expect(form.config()).toEqual(and({ field: '', operator: '=', value: '' }));
    expect(document.activeElement).toBe(input('Field of rule 1'));
    fireEvent.click(input('Field of rule 1'));
    pick(/Amount/);
    chooseOperator('Comparison of rule 1', 'is at least');
    type(input('Value of rule 1'), '3000000');
    expect(form.config()).toEqual(and({ field: 'amount', operator: '>=', value: 3000000 }));
    expect(input('Value of rule 1').value).toBe('3,000,000');
  });

  it('writes text as text, however it looks', async () => {
    const form = await draw(and({ field: 'customerId', operator: '=', value: '' }));
    type(input('Value of rule 1'), '0010');
    expect(form.config()).toEqual(and({ field: 'customerId', operator: '=', value: '0010' }));
  });

  it('offers the values that the catalogue knows, and takes others', async () => {
    const form = await draw(and({ field: 'direction', operator: '=', value: '' }));
    fireEvent.click(input('Value of rule 1'));
    pick('withdrawal');
    expect(form.config()).toEqual(and({ field: 'direction', operator: '=', value: 'withdrawal' }));
    retype(input('Value of rule 1'), 'transfer');
    leave(input('Value of rule 1'));
    expect(form.config()).toEqual(and({ field: 'direction', operator: '=', value: 'transfer' }));
  });

  it('writes true and false', async () => {
    const form = await draw(and({ field: 'vip', operator: '=', value: true }));
    fireEvent.click(input('Value of rule 1'));
    pick('no');
    expect(form.config()).toEqual(and({ field: 'vip', operator: '=', value: false }));
  });

  it('keeps numbers as numbers in a list', async () => {
    const form = await draw(and({ field: 'amount', operator: '=', value: 5 }));
    chooseOperator('Comparison of rule 1', 'is one of');
    expect(form.config()).toEqual(and({ field: 'amount', operator: 'in', value: [5] }));
    const box = input('Values of rule 1');
    type(box, '1000');
    fireEvent.keyDown(box, { key: 'Enter' });
    type(box, 'x');
    leave(box);
    expect(form.config()).toEqual(and({ field: 'amount', operator: 'in', value: [5, 1000] }));
    expect(box.value).toBe('x');
    expect(screen.getByText('Enter a number.')).toBeTruthy();
  });

  it('keeps text as text in a list', async () => {
    const form = await draw(and({ field: 'customerId', operator: 'in', value: [] }));
    const box = input('Values of rule 1');
    type(box, '5');
    fireEvent.keyDown(box, { key: 'Enter' });
    expect(form.config()).toEqual(and({ field: 'customerId', operator: 'in', value: ['5'] }));
  });

  it('asks for the type of a list where the field has none', async () => {
    const form = await draw(and({ field: 'anything', operator: 'in', value: [] }));
    fireEvent.click(screen.getByRole('button', { name: 'Type of the value: text' }));
    fireEvent.click(await screen.findByRole('menuitem', { name: /^number/ }));
    const box = input('Values of rule 1');
    type(box, '7');
    fireEvent.keyDown(box, { key: 'Enter' });
    expect(form.config()).toEqual(and({ field: 'anything', operator: 'in', value: [7] }));
  });

  it.each([
    ['one value', { field: 'anything', operator: '>=', value: '' }, 'Value of rule 1'],
    ['a number', { field: 'anything', operator: '>=', value: 5 }, 'Value of rule 1'],
    ['yes or no', { field: 'anything', operator: '=', value: true }, 'Value of rule 1'],
    ['a list', { field: 'anything', operator: 'in', value: [] }, 'Values of rule 1'],
  ])('is tabbed to before the sign of its type: %s', async (_, rule, label) => {
    await draw(and(rule));
    const sign = screen.getByRole('button', { name: /^Type of the value/ });
    expect(input(label).compareDocumentPosition(sign) & Node.DOCUMENT_POSITION_FOLLOWING).not.toBe(0);
  });

  it('edits both ends of a range, and keeps what is half typed', async () => {
    const form = await draw(and({ field: 'amount', operator: 'between', value: [10, 20] }));
    retype(input('Lowest value of rule 1'), '-');
    expect(input('Lowest value of rule 1').value).toBe('-');
    type(input('Lowest value of rule 1'), '3');
    retype(input('Highest value of rule 1'), '99');
    expect(form.config()).toEqual(and({ field: 'amount', operator: 'between', value: [-3, 99] }));
  });

  it('compares with another field', async () => {
    const form = await draw(and({ field: 'amount', operator: '>', value: 5 }));
    fireEvent.click(screen.getByRole('button', { name: 'Compare with another field' }));
    fireEvent.click(input('Other field of rule 1'));
    pick(/Customer number/);
    expect(form.config()).toEqual(
      and({ field: 'amount', operator: '>', value: 'customerId', valueSource: 'field' }),
    );
    fireEvent.click(screen.getByRole('button', { name: 'Compare with another field' }));
    expect(form.config()).toEqual(and({ field: 'amount', operator: '>' }));
  });

  it('joins, groups and negates', async () => {
    const form = await draw(
      and({ field: 'amount', operator: '>', value: 5 }, { field: 'vip', operator: 'null' }),
    );
    fireEvent.click(screen.getByRole('radio', { name: 'Any holds' }));
    fireEvent.click(screen.getByRole('button', { name: 'Remove rule 2' }));
    fireEvent.click(screen.getByRole('checkbox', { name: 'Not' }));
    const not = { combinator: 'or', not: true, rules: [{ field: 'amount', operator: '>', value: 5 }] };
    expect(form.config()).toEqual({ where: not });
    const fresh = { field: '', operator: '=', value: '' };
    fireEvent.click(screen.getByRole('button', { name: 'Group' }));
    const nested = { combinator: 'and', rules: [fresh] };
    expect(form.config()).toEqual({ where: { ...not, rules: [...not.rules, nested] } });
    const group = screen.getByRole('group', { name: 'Group of rules' });
    fireEvent.click(within(group).getByRole('button', { name: 'Rule' }));
    fireEvent.click(screen.getByRole('button', { name: 'Remove rule 1' }));
    expect(form.config()).toEqual({
      where: { ...not, rules: [{ combinator: 'and', rules: [fresh, fresh] }] },
    });
    fireEvent.click(screen.getByRole('button', { name: 'Remove the group' }));
    expect(form.config()).toEqual({ where: { ...not, rules: [] } });
    fireEvent.click(screen.getByRole('button', { name: 'Rule' }));
    fireEvent.click(screen.getByRole('checkbox', { name: 'Not' }));
    expect(form.config()).toEqual({ where: { combinator: 'or', rules: [fresh] } });
  });

  it('keeps what the file says besides', async () => {
    const form = await draw({
      where: {
        combinator: 'and',
        id: 'root',
        rules: [{ id: 'r1', note: 'x', field: 'amount', operator: '=', value: 1 }],
      },
    });
    retype(input('Value of rule 1'), '2');
    expect(form.config()).toEqual({
      where: {
        combinator: 'and',
        id: 'root',
        rules: [{ id: 'r1', note: 'x', field: 'amount', operator: '=', value: 2 }],
      },
    });
  });

  it('shows a value of another type as it is, and changes its type when asked', async () => {
    const form = await draw(and({ field: 'amount', operator: '=', value: '5,000' }));
    expect(input('Value of rule 1').value).toBe('5,000');
    fireEvent.click(screen.getByRole('button', { name: 'Type of the value: text' }));
    fireEvent.click(await screen.findByRole('menuitem', { name: /^number/ }));
    expect(form.config()).toEqual(and({ field: 'amount', operator: '=', value: 5000 }));
  });

  it('shows faults at their rule', async () => {
    await draw(
      and({ field: 'amount', operator: '=', value: 1 }, { field: 'gone', operator: '=', value: 1 }),
      {
        faults: [
          {
            severity: 'error',
            code: 'unknown-field',
            node: 'node',
            field: 'where.rules.1.field',
            message: { ko: '없는 항목', en: 'No such field.' },
          },
        ],
      },
    );
    const second = screen.getByRole('group', { name: 'Rule 2' });
    expect(within(second).getByText('No such field.')).toBeTruthy();
    expect(screen.getAllByText('No such field.')).toHaveLength(1);
  });

  it('says so when it cannot be read, and builds it anew only when asked', () => {
    const form = drawForm([WHERE], { where: { rules: 'x' } });
    expect(form.written).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: 'Build it again' }));
    expect(form.config()).toEqual(and());
  });

  it('follows the document when it is changed from outside', async () => {
    const form = await draw(and({ field: 'amount', operator: '=', value: 1 }));
    form.replace(
      and({ field: 'amount', operator: '=', value: 2 }, { field: 'vip', operator: '=', value: true }),
    );
    expect(input('Value of rule 1').value).toBe('2');
    fireEvent.click(screen.getByRole('button', { name: 'Remove rule 1' }));
    expect(form.config()).toEqual(and({ field: 'vip', operator: '=', value: true }));
  });

  it('speaks Korean', async () => {
    const rule = { field: 'amount', operator: '<', value: 1 };
    await draw(and(rule, rule), { language: 'ko' });
    expect(input('조건 1 비교 방법').value).toBe('미만');
    expect(screen.getByRole('radio', { name: '모두 만족' })).toBeTruthy();
  });
});

describe('with events at hand', () => {
  const event = (id: string, data: Record<string, unknown>) => ({
    id,
    type: 'a',
    source: 'b',
    time: '2026-03-02T00:00:00Z',
    data,
  });
  const samples = {
    from: 'recent' as const,
    arrived: { in: [event('1', { amount: 5000, customerId: 'C7', extra: { level: 'gold' } })] },
  };

  it('says what a field held last, and offers what only events have', async () => {
    const form = await draw(and({ field: 'customerId', operator: '=', value: '' }), { samples });
    fireEvent.click(input('Field of rule 1'));
    expect(screen.getByRole('option', { name: /Amount/, hidden: true }).textContent).toContain('5,000');
    const seen = screen.getByRole('option', { name: /extra\.level/, hidden: true });
    expect(seen.textContent).toBe('extra.leveltextgoldseen in events');
    pick(/extra\.level/);
    fireEvent.click(input('Value of rule 1'));
    pick('gold');
    expect(form.config()).toEqual(and({ field: 'extra.level', operator: '=', value: 'gold' }));
  });

  it('offers values that arrived for a list, as numbers where the field holds numbers', async () => {
    const form = await draw(and({ field: 'amount', operator: 'in', value: [] }), { samples });
    fireEvent.focus(input('Values of rule 1'));
    pick('5,000');
    expect(form.config()).toEqual(and({ field: 'amount', operator: 'in', value: [5000] }));
  });

  it('reads as a sentence in Korean', async () => {
    await draw(
      and(
        { field: 'amount', operator: '<', value: 3 },
        { field: 'direction', operator: '=', value: 'deposit' },
      ),
      {
        language: 'ko',
      },
    );
    const rules = screen.getAllByRole('group', { name: /^조건 \d/ });
    const words = rules.map((rule) =>
      [...rule.querySelectorAll('input:not([type="hidden"]), [aria-hidden]:not(svg)')]
        .map((part) => (part instanceof HTMLInputElement ? part.value : part.textContent))
        .filter(Boolean)
        .join(' '),
    );
    expect(words).toEqual(['금액 이 3 미만', '입출금 이 deposit 와 같음']);
  });
});
