/** The panel of one node: what it is, what it is called, its settings, and what leaves it. */
import { Divider, Stack, Text, Title } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlowNode } from '../../flows/format/flow-file.ts';
import { type Language, localize } from '../../nodes/kit/text.ts';
import { definitionOf } from '../../nodes/register.ts';
import { documentActions, useFaultsOf, useNodeContext } from '../document/open-document.ts';
import { setNodeData } from '../document/operations.ts';
import { NodeHelp } from '../help/node-help.tsx';
import { KindIcon } from '../palette/kind-icon.tsx';
import { useNodeSamples } from '../samples/use-samples.ts';
import { TryIt } from '../trial/try-it.tsx';
import { FaultLines } from './form/fault-lines.tsx';
import { followRename, renameBetween } from './form/follow-rename.ts';
import { NodeForm, type NodeFormProps } from './form/node-form.tsx';
import type { Config } from './form/path-value.ts';
import classes from './inspector.module.css';
import { LocalizedInput } from './localized-input.tsx';
import { OutputChips } from './output-chips.tsx';

export interface NodePanelProps {
  readonly node: FlowNode;
  readonly language: Language;
  readonly reveal?: NodeFormProps['reveal'];
}

export function NodePanel({ node, language, reveal }: NodePanelProps) {
  const { t } = useTranslation('inspector');
  const faults = useFaultsOf(node.id);
  const context = useNodeContext(node.id);
  const samples = useNodeSamples(node.id);
  const definition = definitionOf(node.type);
  const name = useRef<HTMLDivElement>(null);
  // Every kind has a name; it is no part of the form that its definition makes
  useEffect(() => {
    if (reveal?.field === 'label') name.current?.querySelector('input')?.select();
  }, [reveal]);

  function change(config: Config, apart?: 'apart') {
    const rename = renameBetween(node.data, config);
    const next = rename ? followRename(config, rename) : config;
    if (apart) documentActions.apply((flow) => ({ flow: setNodeData(flow, node.id, next) }));
    else documentActions.setNodeData(node.id, next);
  }

  function changeLabel(label: FlowNode['data']['label']) {
    const { label: _, ...rest } = node.data;
    documentActions.setNodeData(node.id, label === undefined ? rest : { ...node.data, label });
  }

  return (
    <Stack gap="sm">
      <header className={classes.nodeHead}>
        <KindIcon kind={node.type} data={node.data} size={34} />
        <div className={classes.grow}>
          <Title order={2} size="h4">
            {definition ? localize(definition.label, language) : node.type}
          </Title>
          <Text size="xs" c="dimmed" className={classes.nodeId} title={t('nodeId')}>
            {node.id}
          </Text>
        </div>
      </header>
      <Text size="xs" c="dimmed">
        {definition ? localize(definition.help, language) : t('unknownKind', { kind: node.type })}
      </Text>
      <NodeHelp
        kind={node.type}
        config={node.data}
        context={context}
        language={language}
        onExample={(next) => documentActions.setNodeData(node.id, next)}
      />
      <div ref={name} data-field="label">
        <LocalizedInput
          label={t('label')}
          value={node.data.label}
          onChange={changeLabel}
          language={language}
          placeholder={definition && localize(definition.label, language)}
        />
      </div>
      <Divider />
      {definition ? (
        <NodeForm
          definition={definition}
          config={node.data}
          onChange={change}
          context={context}
          language={language}
          faults={faults}
          reveal={reveal}
          samples={samples}
        />
      ) : (
        <FaultLines faults={faults} language={language} />
      )}
      {definition && <TryIt node={node} definition={definition} context={context} />}
      {definition && definition.outputs(node.data).length > 0 && (
        <>
          <Divider />
          <OutputChips definition={definition} config={node.data} context={context} language={language} />
        </>
      )}
    </Stack>
  );
}
