/**
 * editor/shell: the frame of the page: theme, routes, header, the list of flows, signing in.
 *
 * This file: the whole page.
 */
import { MantineProvider } from '@mantine/core';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageTools } from '../commands/page-tools.tsx';
import { ImportAnywhere } from '../deploy/import-anywhere.tsx';
import { live } from '../live/live.ts';
import { onUnauthorized } from '../server/rest-client.ts';
import classes from './app.module.css';
import { CrashGuard } from './crash-guard.tsx';
import { Header } from './header.tsx';
import { HeldUp } from './held-up.tsx';
import { LoadingState, NotFoundState } from './page-states.tsx';
import { type Route, useRoute } from './route.ts';
import { cssVariables, theme } from './theme.ts';
import { whenDrawn } from './when-idle.ts';

const SignIn = lazy(() => import('./sign-in.tsx').then((module) => ({ default: module.SignIn })));
const HomePage = lazy(() => import('./home/home-page.tsx').then((module) => ({ default: module.HomePage })));
const FlowPage = lazy(() =>
  import('./flow-page/flow-page.tsx').then((module) => ({ default: module.FlowPage })),
);
const CataloguePage = lazy(() =>
  import('./catalogue/catalogue-page.tsx').then((module) => ({ default: module.CataloguePage })),
);
const OutboxPage = lazy(() =>
  import('./records/outbox-page.tsx').then((module) => ({ default: module.OutboxPage })),
);
const RecordsPage = lazy(() =>
  import('./records/records-page.tsx').then((module) => ({ default: module.RecordsPage })),
);
const BadEventsPage = lazy(() =>
  import('./bad-events/bad-events-page.tsx').then((module) => ({ default: module.BadEventsPage })),
);
const SettingsPage = lazy(() =>
  import('./settings/settings-page.tsx').then((module) => ({ default: module.SettingsPage })),
);

function Page({ route }: { route: Route }) {
  switch (route.page) {
    case 'flows':
      return <HomePage />;
    case 'flow':
      return <FlowPage key={route.id} id={route.id} node={route.node} />;
    case 'catalogue':
      return <CataloguePage type={route.type} />;
    case 'outbox':
      return <OutboxPage />;
    case 'records':
      return <RecordsPage />;
    case 'refused':
      return <BadEventsPage />;
    case 'settings':
      return <SettingsPage />;
    case 'unknown':
      return <NotFoundState />;
  }
}

function Frame() {
  const { t } = useTranslation('shell');
  const route = useRoute();
  const [mustSignIn, setMustSignIn] = useState(false);
  /** Grows when the reader has signed in, so that everything is asked for again. */
  const [session, setSession] = useState(0);

  useEffect(() => onUnauthorized(() => setMustSignIn(true)), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new session needs a new connection
  useEffect(() => {
    const callOff = whenDrawn(() => live.connect());
    return () => {
      callOff();
      live.disconnect();
    };
  }, [session]);

  if (mustSignIn)
    return (
      <Suspense fallback={<LoadingState />}>
        <SignIn
          onDone={() => {
            setMustSignIn(false);
            setSession((before) => before + 1);
          }}
        />
      </Suspense>
    );

  const where = route.page === 'flow' ? `flow ${route.id}` : route.page;
  return (
    <div className={classes.frame}>
      <button type="button" className={classes.skip} onClick={skipToContent}>
        {t('skip')}
      </button>
      <Header route={route} />
      <HeldUp />
      <main id="content" tabIndex={-1} className={route.page === 'flow' ? classes.full : classes.scroll}>
        <CrashGuard key={`${where} ${session}`}>
          <Suspense fallback={<LoadingState />}>
            <Page route={route} />
          </Suspense>
        </CrashGuard>
      </main>
      <ImportAnywhere />
      <PageTools route={route} />
    </div>
  );
}

/** A button and no link: the address after `#` is the route. */
function skipToContent() {
  document.getElementById('content')?.focus();
}

export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <ModalsProvider>
        <Notifications position="bottom-right" autoClose={5000} limit={4} />
        <Frame />
      </ModalsProvider>
    </MantineProvider>
  );
}
