import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { FormField } from '../../../nodes/kit/define-node.ts';
import type { Fault } from '../../../nodes/kit/fault.ts';
import { definitions, NODE_KINDS } from '../../../nodes/register.ts';
import { drawForm, input, type } from '../testing/draw-form.tsx';

const label = (en: string) => ({ ko: `${en}-ko`, en });
const FORM: readonly FormField[] = [
  { path: 'kind', control: 'text', label: label('Kind') },
  { path: 'size', control: 'number', label: label('Size'), when: (config) => config.kind === 'n' },
  { path: 'size', control: 'duration', label: label('Length'), when: (config) => config.kind === 'd' },
  { path: 'deep.inside', control: 'text', label: label('Inside') },
  { path: 'rare', control: 'text', label: label('Rare'), more: true, help: label('Seldom needed.') },
];

function fault(field: string | undefined, en: string, severity: Fault['severity'] = 'error'): Fault {
  return { severity, code: 'test', node: 'node', field, message: { ko: `${en}-ko`, en } };
}

describe('the form', () => {
  it('shows fields while they are wanted, and writes deep places', () => {
    const form = drawForm(FORM, { kind: 'n', size: 3, kept: { a: 1 } });
    expect(input('Size').value).toBe('3');
    expect(screen.queryByLabelText('Length')).toBeNull();
    type(input('Inside'), 'x');
    expect(form.config()).toEqual({ kind: 'n', size: 3, kept: { a: 1 }, deep: { inside: 'x' } });
    form.replace({ kind: 'd', size: 'P3D' });
    expect(input('Length').value).toBe('3');
  });

  it('shows a fault at its input, and a hint as one', () => {
    drawForm(FORM, {}, { faults: [fault('kind', 'Wrong.'), fault('deep.inside', 'Look.', 'hint')] });
    expect(input('Kind').getAttribute('aria-invalid')).toBe('true');
    expect(input('Inside').getAttribute('aria-invalid')).not.toBe('true');
    const described = input('Inside').getAttribute('aria-describedby') ?? '';
    expect(document.getElementById(described)?.textContent).toContain('Look.');
  });

  it('says what has no input at its top', () => {
    drawForm(FORM, {}, { faults: [fault(undefined, 'No wire.'), fault('size', 'Hidden.')] });
    expect(screen.getByRole('status').textContent).toBe('No wire.Hidden.');
  });

  it('leaves out the label in front of a sentence beside that label', () => {
    drawForm(
      FORM,
      {},
      { faults: [{ ...fault('kind', 'x'), message: { ko: 'Kind-ko: 없음', en: 'Kind: Missing.' } }] },
    );
    expect(screen.getByText('Missing.')).toBeTruthy();
  });

  it('folds what is seldom needed, unless it has a fault', () => {
    drawForm(FORM, {});
    const more = screen.getByRole('button', { name: 'More settings' });
    expect(more.getAttribute('aria-expanded')).toBe('false');
    fireEvent.click(more);
    expect(more.getAttribute('aria-expanded')).toBe('true');
    drawForm(FORM, {}, { faults: [fault('rare', 'Wrong.')] });
    expect(screen.getByRole('button', { name: 'More settings' }).getAttribute('aria-expanded')).toBe('true');
  });

  it('puts the cursor where somebody asks to look', () => {
    drawForm(FORM, {}, { reveal: { field: 'deep.inside.further', turn: 1 } });
    expect(document.activeElement).toBe(input('Inside'));
  });

  it('can only be read where it may not be changed', () => {
    drawForm(FORM, { kind: 'n', size: 3 }, { readOnly: true });
    expect(input('Kind').disabled).toBe(true);
    expect(input('Size').disabled).toBe(true);
  });

  it('speaks Korean', () => {
    drawForm(FORM, {}, { language: 'ko' });
    expect(input('Kind-ko')).toBeTruthy();
    expect(screen.getByRole('button', { name: '추가 설정' })).toBeTruthy();
  });
});

describe.each(NODE_KINDS)('the form of %s', (kind) => {
  it.each(['ko', 'en'] as const)(
    'is drawn in %s for a fresh node, and writes nothing by that',
    async (language) => {
      const { form, defaults } = definitions[kind];
      const drawn = drawForm(form, defaults(), { language });
      await screen.findAllByText((_, element) => element?.tagName === 'DIV');
      expect(drawn.written).toEqual([]);
    },
  );

  it('is drawn for settings that make no sense', () => {
    const nonsense = Object.fromEntries(
      definitions[kind].form.map((field, i) => [
        field.path.split('.')[0],
        [null, 5, 'x', [null], { a: [] }][i % 5],
      ]),
    );
    const drawn = drawForm(definitions[kind].form, nonsense);
    expect(drawn.written).toEqual([]);
  });
});
