/**
 * editor: the page, on which flows are drawn, set to work and watched.
 *
 * This file: starts it.
 */
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@xyflow/react/dist/style.css';
import './shell/page.css';
import './i18n/setup.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './shell/app.tsx';

// The list of its letters is as large as all other styles, and the text is there before it.
void import('@fontsource-variable/noto-sans-kr');

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
