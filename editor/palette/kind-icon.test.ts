import { expect, it } from 'vitest';
import { channels } from '../../nodes/action/channels.ts';
import { definitions } from '../../nodes/register.ts';
import { KIND_ICONS } from './kind-icon.tsx';

it.each(Object.values(definitions).map(({ kind, icon }) => [kind, icon]))(
  '%s has its icon %s',
  (_kind, icon) => {
    expect(Object.keys(KIND_ICONS)).toContain(icon);
  },
);

it.each(Object.entries(channels).map(([name, { icon }]) => [name, icon]))(
  'the channel %s has its icon %s',
  (_name, icon) => {
    expect(Object.keys(KIND_ICONS)).toContain(icon);
  },
);
