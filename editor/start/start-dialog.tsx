/**
 * editor/start: how a flow begins: by a few plain questions, from a scenario, from what was drawn elsewhere, or empty.
 *
 * This file: the dialog, and which way was chosen.
 */
import '../i18n/start.ts';
import { Button, Modal } from '@mantine/core';
import {
  IconArrowLeft,
  IconFileCode,
  IconFolders,
  IconRepeat,
  IconSquareRoundedArrowRight,
  IconTargetArrow,
  IconTimelineEventX,
  IconTopologyStar3,
} from '@tabler/icons-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readSurroundings } from '../server/flows-api.ts';
import { useResource } from '../server/use-resource.ts';
import { FailedState, LoadingState } from '../shell/page-states.tsx';
import { CreateForm } from './create-form.tsx';
import { PATTERNS, type Pattern } from './guide/answers.ts';
import classes from './start-dialog.module.css';

const GuidedStart = lazy(() =>
  import('./guide/guided-start.tsx').then((module) => ({ default: module.GuidedStart })),
);
const ImportStart = lazy(() =>
  import('./import-start.tsx').then((module) => ({ default: module.ImportStart })),
);
const ScenarioList = lazy(() =>
  import('./scenario-list.tsx').then((module) => ({ default: module.ScenarioList })),
);

const SOURCES = ['scenarios', 'json', 'nodeRed'] as const;
type Way = Pattern | (typeof SOURCES)[number];

const ICONS = {
  absence: IconTimelineEventX,
  often: IconRepeat,
  follow: IconSquareRoundedArrowRight,
  single: IconTargetArrow,
  scenarios: IconFolders,
  json: IconFileCode,
  nodeRed: IconTopologyStar3,
} satisfies Record<Way, typeof IconRepeat>;

const isPattern = (way: Way): way is Pattern => PATTERNS.some((pattern) => pattern === way);

interface StartDialogProps {
  readonly onClose: () => void;
  /** Ids that other flows have. */
  readonly taken: readonly string[];
}

export function StartDialog({ onClose, taken }: StartDialogProps) {
  const { t } = useTranslation('start');
  const { t: common } = useTranslation('common');
  const [way, setWay] = useState<Way>();
  return (
    <Modal
      opened
      onClose={onClose}
      title={way ? t(isPattern(way) ? `pattern.${way}.title` : `from.${way}.title`) : t('title')}
      size="68rem"
      yOffset="4dvh"
      // Its ways are of different heights: the head stays where it is.
      centered={false}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      {way && (
        <Button
          variant="subtle"
          size="compact-sm"
          mb="sm"
          leftSection={<IconArrowLeft size={15} aria-hidden />}
          onClick={() => setWay(undefined)}
        >
          {t('back')}
        </Button>
      )}
      <Suspense fallback={<LoadingState />}>
        {way === undefined ? (
          <Ways onChoose={setWay} taken={taken} />
        ) : isPattern(way) ? (
          <Guided pattern={way} taken={taken} />
        ) : way === 'scenarios' ? (
          <ScenarioList />
        ) : (
          <ImportStart key={way} expected={way} />
        )}
      </Suspense>
    </Modal>
  );
}

function Ways({ onChoose, taken }: { onChoose: (way: Way) => void; taken: readonly string[] }) {
  const { t } = useTranslation('start');
  return (
    <>
      <Section title={t('ask')}>
        <div className={classes.tiles} data-of="pattern">
          {PATTERNS.map((pattern, i) => (
            <Tile
              key={pattern}
              way={pattern}
              title={t(`pattern.${pattern}.title`)}
              help={t(`pattern.${pattern}.help`)}
              onChoose={onChoose}
              first={i === 0}
            />
          ))}
        </div>
      </Section>
      <Section title={t('other')}>
        <div className={classes.tiles}>
          {SOURCES.map((source) => (
            <Tile
              key={source}
              way={source}
              title={t(`from.${source}.title`)}
              help={t(`from.${source}.help`)}
              onChoose={onChoose}
            />
          ))}
        </div>
      </Section>
      <Section title={t('empty')}>
        <CreateForm taken={taken} />
      </Section>
    </>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.section}>
      <h3 className={classes.heading}>{title}</h3>
      {children}
    </section>
  );
}

interface TileProps {
  readonly way: Way;
  readonly title: string;
  readonly help: string;
  readonly onChoose: (way: Way) => void;
  readonly first?: boolean;
}

function Tile({ way, title, help, onChoose, first }: TileProps) {
  const Icon = ICONS[way];
  return (
    <button
      type="button"
      className={classes.tile}
      data-kind={isPattern(way) ? 'pattern' : 'source'}
      data-autofocus={first || undefined}
      onClick={() => onChoose(way)}
    >
      <span className={classes.sign} aria-hidden>
        <Icon size={22} stroke={1.6} />
      </span>
      <span className={classes.words}>
        <span className={classes.title}>{title}</span>
        <span className={classes.help}>{help}</span>
      </span>
    </button>
  );
}

function Guided({ pattern, taken }: { pattern: Pattern; taken: readonly string[] }) {
  const { value, error, reload } = useResource(readSurroundings, 'surroundings');
  if (value) return <GuidedStart pattern={pattern} surroundings={value} taken={taken} />;
  return error === undefined ? <LoadingState /> : <FailedState error={error} onRetry={reload} />;
}
