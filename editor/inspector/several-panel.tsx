/** The panel for what is not one node: an edge, or several things at once. */
import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconCopy, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { FlowEdge, FlowFile } from '../../flows/format/flow-file.ts';
import { handleNamed, inputsOf, outputsOf } from '../../flows/format/graph.ts';
import { type Language, localize } from '../../nodes/kit/text.ts';
import { definitionOf } from '../../nodes/register.ts';
import type { Selection } from '../document/document-state.ts';
import { documentActions } from '../document/open-document.ts';
import classes from './inspector.module.css';

export interface SeveralPanelProps {
  readonly flow: FlowFile;
  readonly selection: Selection;
  readonly language: Language;
}

export function SeveralPanel({ flow, selection: { nodes, edges }, language }: SeveralPanelProps) {
  const { t } = useTranslation('inspector');
  const edge =
    nodes.length === 0 && edges.length === 1 ? flow.edges.find((each) => each.id === edges[0]) : undefined;
  return (
    <Stack gap="sm">
      <div>
        <Title order={2} size="h4">
          {edge
            ? t('edge')
            : nodes.length > 0
              ? t('severalNodes', { count: nodes.length })
              : t('severalEdges', { count: edges.length })}
        </Title>
        {nodes.length > 0 && (
          <Text size="xs" c="dimmed">
            {t('severalHelp')}
          </Text>
        )}
      </div>
      {edge && <EdgeEnds flow={flow} edge={edge} language={language} />}
      <Group gap="xs">
        {nodes.length > 0 && (
          <Button
            variant="default"
            leftSection={<IconCopy size={15} aria-hidden />}
            onClick={() => documentActions.duplicate(nodes)}
          >
            {t('duplicate')}
          </Button>
        )}
        <Button
          variant="light"
          color="red"
          leftSection={<IconTrash size={15} aria-hidden />}
          onClick={() => documentActions.remove(nodes, edges)}
        >
          {t('delete')}
        </Button>
      </Group>
    </Stack>
  );
}

function EdgeEnds({ flow, edge, language }: { flow: FlowFile; edge: FlowEdge; language: Language }) {
  const { t } = useTranslation('inspector');
  const ends = [
    { word: t('edgeFrom'), id: edge.source, handle: edge.sourceHandle, handlesOf: outputsOf },
    { word: t('edgeTo'), id: edge.target, handle: edge.targetHandle, handlesOf: inputsOf },
  ];
  return (
    <dl className={classes.ends}>
      {ends.map(({ word, id, handle, handlesOf }) => {
        const node = flow.nodes.find((each) => each.id === id);
        const kind = node && definitionOf(node.type);
        const name = localize(node?.data.label, language, (kind && localize(kind.label, language)) || id);
        const named = node && handleNamed(handlesOf(node), handle);
        return (
          <div key={word} className={classes.end}>
            <dt>{word}</dt>
            <dd>
              <Button variant="subtle" size="compact-xs" onClick={() => documentActions.reveal(id)}>
                {name}
              </Button>
              {named && (
                <Text component="span" size="xs" c="dimmed">
                  {localize(named.label, language)}
                </Text>
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
