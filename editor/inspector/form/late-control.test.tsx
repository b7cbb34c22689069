import { MantineProvider } from '@mantine/core';
import { fireEvent, render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { ControlProps } from './form-scope.ts';
import { lateControl } from './late-control.tsx';

const PROPS: ControlProps = {
  field: { path: 'a', control: 'text', label: { ko: '가', en: 'A' } },
  path: 'a',
  value: '',
  onChange: () => {},
  row: undefined,
};

it('keeps the cursor and what is typed when the form is drawn again', async () => {
  const Control = lateControl(async () => () => <input aria-label="A" />);
  const form = () => (
    <MantineProvider>
      <Control {...PROPS} />
    </MantineProvider>
  );
  const { rerender } = render(form());
  const input = (await screen.findByLabelText('A')) as HTMLInputElement;
  input.focus();
  fireEvent.change(input, { target: { value: 'half ty' } });
  rerender(form());
  expect(screen.getByLabelText('A')).toBe(input);
  expect(document.activeElement).toBe(input);
  expect(input.value).toBe('half ty');
});
