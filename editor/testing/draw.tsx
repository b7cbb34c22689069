/**
 * editor/testing: what tests of components share.
 *
 * This file: draws one in the theme, in a language.
 */
import { MantineProvider } from '@mantine/core';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { cleanup, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach } from 'vitest';
import type { Language } from '../../nodes/kit/text.ts';
import { startChecks } from '../document/open-document.ts';
import { i18next } from '../i18n/setup.ts';
import { theme } from '../shell/theme.ts';

// happy-dom has no list of fonts; inputs that grow with their text wait for it.
if (!('fonts' in document)) Object.defineProperty(document, 'fonts', { value: new EventTarget() });

afterEach(cleanup);

/** Without transitions, and with the checks loaded: what is opened, or wrong, is there at once. */
export async function draw(element: ReactNode, language: Language = 'en') {
  await i18next.changeLanguage(language);
  await startChecks();
  return render(
    <MantineProvider theme={theme} env="test">
      <ModalsProvider>
        <Notifications />
        {element}
      </ModalsProvider>
    </MantineProvider>,
  );
}
