/** The title of a group: what one drags, clicks to select all of it, and double-clicks to rename. */
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlowGroup } from '../../flows/format/flow-file.ts';
import { localize } from '../../nodes/kit/text.ts';
import { documentActions, documentStore } from '../document/open-document.ts';
import { useLanguage } from '../i18n/setup.ts';
import classes from './group-layer.module.css';
import type { GroupLayerProps } from './group-layer.tsx';
import { GroupNaming } from './group-naming.tsx';
import { renameGroup } from './group-renaming.ts';
import { STEPS, useGroupDrag } from './use-group-drag.ts';

export interface GroupTitleProps {
  readonly group: FlowGroup;
  readonly selected: boolean;
  readonly takes: boolean;
  readonly loses: boolean;
  readonly zoom: () => number;
  readonly onNodesChange: GroupLayerProps['onNodesChange'];
}

export function GroupTitle({ group, selected, takes, loses, zoom, onNodesChange }: GroupTitleProps) {
  const { t } = useTranslation('groups');
  const language = useLanguage();
  const title = localize(group.title, language, t('untitled'));
  const { moveBy, wasDragged, ...drag } = useGroupDrag(group.nodes, zoom, onNodesChange);

  function select(adding: boolean) {
    const { selection } = documentStore.getState();
    const others = adding ? selection.nodes.filter((id) => !group.nodes.includes(id)) : [];
    documentActions.select(adding && selected ? others : [...others, ...group.nodes]);
  }

  function key(event: KeyboardEvent) {
    const step = STEPS[event.key];
    if (event.key === 'Enter') renameGroup(group.id);
    else if (event.key === ' ') select(event.shiftKey || event.ctrlKey || event.metaKey);
    else if (step) moveBy(event.shiftKey ? { x: step.x * 4, y: step.y * 4 } : step);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <GroupNaming group={group}>
      <div className={classes.head}>
        <button
          type="button"
          className={`${classes.title} nopan nodrag`}
          aria-label={t('name', { title, count: group.nodes.length })}
          aria-pressed={selected}
          title={`${title}\n${t('help')}`}
          data-group-title={group.id}
          {...drag}
          onClick={(event) => {
            // A drag ends in a click as well; that one selects nothing
            if (wasDragged()) return;
            if (event.detail < 2) select(event.shiftKey || event.ctrlKey || event.metaKey);
          }}
          onDoubleClick={() => renameGroup(group.id)}
          onKeyDown={key}
        >
          {title}
        </button>
        {selected && (
          <Tooltip label={t('edit')}>
            <ActionIcon
              size={24}
              className={`${classes.edit} nopan nodrag`}
              aria-label={t('edit')}
              onClick={() => renameGroup(group.id)}
            >
              <IconPencil size={15} stroke={1.7} />
            </ActionIcon>
          </Tooltip>
        )}
        {takes && <span className={classes.drop}>{t('dropIn')}</span>}
        {loses && <span className={classes.drop}>{t('takeOut')}</span>}
      </div>
    </GroupNaming>
  );
}
