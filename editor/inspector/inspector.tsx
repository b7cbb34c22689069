/**
 * editor/inspector: the panel beside the canvas. It shows what is selected, and its form is made from the
 * definition of the node's kind; nothing here knows a kind by name.
 *
 * This file: the panel, for one node, for several things, or for the flow.
 */
import { Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDocument, useSelectedNode } from '../document/open-document.ts';
import { useLanguage } from '../i18n/setup.ts';
import { FlowPanel } from './flow-panel.tsx';
import classes from './inspector.module.css';
import { NodePanel } from './node-panel.tsx';
import { SeveralPanel } from './several-panel.tsx';

export function Inspector() {
  const { t } = useTranslation('inspector');
  return (
    <section className={classes.panel} aria-label={t('panel')}>
      <Selected />
    </section>
  );
}

function Selected() {
  const { t } = useTranslation('inspector');
  const language = useLanguage();
  const flow = useDocument((state) => state.flow);
  const selection = useDocument((state) => state.selection);
  const node = useSelectedNode();
  const reveal = useFreshReveal(node?.id);
  if (!flow)
    return (
      <Text size="xs" c="dimmed">
        {t('noFlow')}
      </Text>
    );
  // The key makes another node another form: nothing that was half typed here goes over to it.
  if (node)
    return <NodePanel key={`${flow.id} ${node.id}`} node={node} language={language} reveal={reveal} />;
  if (selection.nodes.length + selection.edges.length > 0)
    return <SeveralPanel flow={flow} selection={selection} language={language} />;
  return <FlowPanel key={flow.id} flow={flow} language={language} />;
}

/** The field that somebody asked to see, until another node is looked at. */
function useFreshReveal(nodeId: string | undefined) {
  const reveal = useDocument((state) => state.reveal);
  const [seen, setSeen] = useState(0);
  if (reveal && reveal.node !== nodeId && seen !== reveal.turn) setSeen(reveal.turn);
  const { field, turn } = reveal ?? {};
  return useMemo(
    () => (field === undefined || turn === undefined || turn === seen ? undefined : { field, turn }),
    [field, turn, seen],
  );
}
