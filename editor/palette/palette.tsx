/**
 * editor/palette: the kinds of nodes that can be drawn. Dragged onto the canvas, or clicked to add one in the middle
 * of what is seen.
 */
import { ActionIcon, ScrollArea, TextInput, Tooltip } from '@mantine/core';
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand, IconSearch } from '@tabler/icons-react';
import { useReactFlow } from '@xyflow/react';
import { type DragEvent, lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnyDefinition } from '../../nodes/register.ts';
import { documentActions, documentStore } from '../document/open-document.ts';
import { HelpText } from '../help/help-text.tsx';
import { useLanguage } from '../i18n/setup.ts';
import { freePlace } from './free-place.ts';
import { KindIcon } from './kind-icon.tsx';
import classes from './palette.module.css';
import { KIND_DRAG_TYPE, kindGroups, takeInHand } from './palette-kinds.ts';

const KindPicture = lazy(async () => ({ default: (await import('./kind-picture.tsx')).KindPicture }));

/** The middle of the first card stands so far from the left border of the canvas, in px. */
const FIRST_AT = 180;

interface PaletteProps {
  readonly folded: boolean;
  readonly onFold: (folded: boolean) => void;
}

export function Palette({ folded, onFold }: PaletteProps) {
  const { t } = useTranslation('palette');
  const [search, setSearch] = useState('');
  const groups = kindGroups(folded ? '' : search);
  const foldLabel = folded ? t('show') : t('hide');

  return (
    <aside className={classes.palette} data-folded={folded || undefined} aria-label={t('title')}>
      <div className={classes.head}>
        {!folded && <h2 className={classes.title}>{t('title')}</h2>}
        <Tooltip label={foldLabel} position="right">
          <ActionIcon aria-label={foldLabel} onClick={() => onFold(!folded)}>
            {folded ? (
              <IconLayoutSidebarLeftExpand size={18} stroke={1.6} />
            ) : (
              <IconLayoutSidebarLeftCollapse size={18} stroke={1.6} />
            )}
          </ActionIcon>
        </Tooltip>
      </div>
      {!folded && (
        <TextInput
          type="search"
          size="xs"
          className={classes.search}
          aria-label={t('search')}
          placeholder={t('search')}
          leftSection={<IconSearch size={15} stroke={1.6} />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      <ScrollArea className={classes.list} type="hover" scrollbarSize={8}>
        {groups.map(({ category, kinds }) => (
          <section key={category} className={classes.group}>
            {!folded && <h3 className={classes.category}>{t(`category.${category}`)}</h3>}
            {kinds.map((definition) => (
              <Kind key={definition.kind} definition={definition} folded={folded} />
            ))}
          </section>
        ))}
        {groups.length === 0 && <p className={classes.nothing}>{t('nothing')}</p>}
      </ScrollArea>
    </aside>
  );
}

function Kind({ definition, folded }: { definition: AnyDefinition; folded: boolean }) {
  const { t } = useTranslation('palette');
  const language = useLanguage();
  const { screenToFlowPosition } = useReactFlow();
  const label = definition.label[language];
  const help = definition.help[language];

  function add() {
    const canvas = document.querySelector('[data-canvas]')?.getBoundingClientRect();
    const flow = documentStore.getState().flow;
    if (!canvas || !flow) return;
    // A flow grows to the right, and the panel that opens takes room there.
    const across = flow.nodes.length === 0 ? Math.min(canvas.width / 2, FIRST_AT) : canvas.width / 2;
    const centre = screenToFlowPosition({ x: canvas.x + across, y: canvas.y + canvas.height / 2 });
    documentActions.addNode(definition.kind, freePlace(flow.nodes, centre), definition.defaults());
  }

  function drag(event: DragEvent) {
    event.dataTransfer.setData(KIND_DRAG_TYPE, definition.kind);
    event.dataTransfer.effectAllowed = 'copy';
    takeInHand(definition.kind);
  }

  return (
    <Tooltip
      label={
        <>
          {folded && `${label}\n`}
          <HelpText kind={definition.kind} short={help} language={language} />
          <span className={classes.picture}>
            <Suspense fallback={null}>
              <KindPicture kind={definition.kind} language={language} />
            </Suspense>
          </span>
          <span className={classes.how}>{t('help')}</span>
        </>
      }
      multiline
      w={320}
      maw={320}
      position="right"
      classNames={{ tooltip: classes.tooltip }}
      events={{ hover: true, focus: true, touch: false }}
      openDelay={folded ? 150 : 700}
    >
      <button
        type="button"
        className={classes.kind}
        draggable
        onDragStart={drag}
        onDragEnd={() => takeInHand(undefined)}
        onClick={add}
        aria-label={t('add', { kind: label })}
        data-kind={definition.kind}
      >
        <KindIcon kind={definition.kind} size={folded ? 30 : 28} />
        {!folded && (
          <span className={classes.words}>
            <span className={classes.label}>{label}</span>
            <span className={classes.help}>{help}</span>
          </span>
        )}
      </button>
    </Tooltip>
  );
}
