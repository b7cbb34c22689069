import { act, fireEvent, screen, within } from '@testing-library/react';
import { beforeAll, describe, expect, it } from 'vitest';
import { definitions } from '../../../nodes/register.ts';
import type { NodeSamples } from '../../samples/samples.ts';
import { type DrawOptions, drawForm, input } from '../testing/draw-form.tsx';

// It is loaded when it is first shown; a slow machine takes long for the first time.
beforeAll(() =>
  Promise.all([
    import('./template-assist.tsx'),
    import('./template-marks.tsx'),
    import('./cell-preview.tsx'),
  ]),
);

const SAMPLES: NodeSamples = {
  from: 'recent',
  arrived: {
    in: [
      {
        id: 't-1',
        type: 'bank.transaction.posted',
        source: '/core',
        time: '2026-03-02T09:12:00Z',
        subject: 'C0001',
        data: { amount: 36_000, customerId: '<b>C0001</b>' },
      },
    ],
  },
};

async function draw(config: Record<string, unknown>, label: string, options: DrawOptions = {}) {
  const form = drawForm(definitions.action.form, config, { samples: SAMPLES, ...options });
  const area = input(label);
  act(() => area.focus());
  await screen.findByRole('group', { name: options.language === 'ko' ? '넣을 항목' : 'Fields to insert' });
  return { form, area, params: () => (form.config() as { params: Record<string, unknown> }).params };
}

const sms = (text: string) => ({ channel: 'sms', params: { to: '010', text } });

describe('a text with fields', () => {
  it('takes a field at the caret from its button, shown as people read it', async () => {
    const { area, params } = await draw(sms('Hello , you paid.'), 'Text');
    area.setSelectionRange(6, 6);
    fireEvent.click(screen.getByRole('button', { name: 'Insert Customer number' }));
    expect(params().text).toBe('Hello {{customerId}}, you paid.');
    expect(area.selectionStart).toBe(20);
    area.setSelectionRange(30, 30);
    fireEvent.click(screen.getByRole('button', { name: 'Insert Amount' }));
    expect(params().text).toContain('{{amount | number}}');
  });

  it('offers fields behind two braces', async () => {
    const { area, params } = await draw(sms(''), 'Text');
    act(() => void fireEvent.input(area, { target: { value: 'Paid {{am' } }));
    expect(screen.getByRole('listbox')).toBeTruthy();
    fireEvent.keyDown(area, { key: 'Enter' });
    expect(params().text).toBe('Paid {{amount | number}}');
  });

  it('changes how the field at the caret is shown, in words', async () => {
    const { area, params } = await draw(sms('Paid {{amount}} won'), 'Text');
    act(() => {
      area.setSelectionRange(10, 10);
      fireEvent.click(area);
    });
    fireEvent.click(input('How Amount is shown'));
    fireEvent.click(
      await screen.findByRole('option', { name: 'Rounded, with separators (1,235)', hidden: true }),
    );
    expect(params().text).toBe('Paid {{amount | round | number}} won');
  });

  it('shows what would be sent, as text, with what is empty', async () => {
    await draw(sms('{{customerId}}: {{amount | number}} {{direction}}'), '내용', { language: 'ko' });
    const box = screen.getByRole('region', { name: '내용 미리 보기' });
    expect(box.textContent).toContain('<b>C0001</b>: 36,000 빈 값');
    expect(box.querySelector('b')).toBeNull();
    expect(box.textContent).toContain('입출금 C0001, 09:12');
    expect(box.textContent).toContain('21바이트');
    expect(within(box).queryByRole('button')).toBeNull();
  });

  it('says so where a text message is too long for one, and for a long one', async () => {
    const { form } = await draw(sms('가'.repeat(46)), 'Text');
    const box = () => screen.getByRole('region', { name: 'Preview of Text' }).textContent;
    expect(box()).toContain('92 bytes. Longer than one text message (90 bytes)');
    form.replace(sms('가'.repeat(1001)));
    expect(box()).toContain('2002 bytes. Longer than a long message');
  });

  it('says whether the body of a web hook is JSON', async () => {
    const hook = (body: string) => ({ channel: 'webhook', params: { url: 'https://x', body } });
    const { form } = await draw(hook('{"a": {{amount | json}}}'), 'Body');
    const box = () => screen.getByRole('region', { name: 'Preview of Body' }).textContent;
    expect(box()).toContain('{"a": 36000}Valid JSON.');
    form.replace(hook('{"a": {{customerId}}}'));
    expect(box()).toContain('no valid JSON');
    form.replace(hook('a={{customerId}}'));
    expect(box()).toContain('plain text');
    form.replace(hook('{"a": }'));
    fireEvent.click(screen.getByRole('button', { name: 'Insert Customer number' }));
    expect(JSON.stringify(form.config())).toContain('{{customerId | json}}');
  });

  it('takes the examples of the catalogue where no event came', async () => {
    await draw(sms('{{amount | number}}'), 'Text', { samples: undefined });
    const box = screen.getByRole('region', { name: 'Preview of Text' });
    expect(box.textContent).toContain('120,000');
    expect(box.textContent).toContain('with example values');
  });

  it('shows the fields of the text that somebody is at, and of no other', async () => {
    await draw({ channel: 'email', params: { to: 'a', subject: 'b', body: 'c' } }, 'Body');
    expect(screen.getAllByRole('group', { name: 'Fields to insert' })).toHaveLength(1);
    act(() => input('Subject').focus());
    const chips = screen.getByRole('group', { name: 'Fields to insert' });
    expect(chips.closest('[data-field]')?.getAttribute('data-field')).toBe('params.subject');
  });

  it('shows what a cell of a row would hold, as the value that it is', async () => {
    const form = drawForm(
      definitions.action.form,
      { channel: 'table', params: { table: 't', row: { total: '{{amount}}', who: '' } } },
      { samples: SAMPLES },
    );
    const box = await screen.findByRole('region', { name: 'Preview of total' });
    expect(box.textContent).toMatch(/36000$/);
    fireEvent.click(screen.getAllByRole('button', { name: 'Insert a field' })[1]);
    fireEvent.click(screen.getByRole('option', { name: /Customer number/, hidden: true }));
    expect(form.config().params).toMatchObject({ row: { total: '{{amount}}', who: '{{customerId}}' } });
    expect(await screen.findByRole('region', { name: 'Preview of who' })).toBeTruthy();
  });

  it('colours the places behind the letters, for the eye alone', async () => {
    const { area } = await draw(sms('A {{amount}} b'), 'Text');
    const marks = area.closest('[data-field]')!.querySelectorAll('[aria-hidden] mark');
    expect([...marks].map((mark) => mark.textContent)).toContain('{{amount}}');
  });
});
