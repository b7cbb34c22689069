/**
 * The boxes of groups, in one layer behind the cards. A box follows the cards in it; its title is what one takes hold
 * of. Cards are not drawn anew for any of this.
 */
import { type NodeChange, useStoreApi, ViewportPortal } from '@xyflow/react';
import { type CSSProperties, memo, useMemo } from 'react';
import type { FlowFile, FlowGroup } from '../../flows/format/flow-file.ts';
import { groupsOf, knownColour } from '../../flows/format/groups.ts';
import { useDocument } from '../document/open-document.ts';
import { CARD } from './card-size.ts';
import { useGroupDrop } from './drag-marks.ts';
import type { CardNode } from './drawn-parts.ts';
import { boxAround, type GroupDrop } from './group-boxes.ts';
import { GROUP_TOKENS } from './group-colours.ts';
import classes from './group-layer.module.css';
import { GroupTitle } from './group-title.tsx';
import type { Rect } from './in-view.ts';

export interface GroupLayerProps {
  readonly flow: FlowFile;
  readonly nodes: readonly CardNode[];
  readonly onNodesChange: (changes: NodeChange<CardNode>[]) => void;
}

export function GroupLayer({ flow, nodes, onNodesChange }: GroupLayerProps) {
  // Only what groups are made of: a setting of a node is none of it
  const ids = flow.nodes.map((node) => node.id).join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the ids stand for the nodes
  const groups = useMemo(() => groupsOf(flow), [flow.groups, ids]);
  if (groups.length === 0) return null;
  return <Boxes groups={groups} nodes={nodes} onNodesChange={onNodesChange} />;
}

function Boxes({
  groups,
  nodes,
  onNodesChange,
}: Omit<GroupLayerProps, 'flow'> & { groups: readonly FlowGroup[] }) {
  const drop = useGroupDrop();
  const places = useMemo(() => new Map(nodes.map((node) => [node.id, placeOf(node)])), [nodes]);
  return (
    <ViewportPortal>
      <div className={classes.layer}>
        {groups.map((group) => {
          const box = boxAround(membersShown(group, drop), (id) => places.get(id));
          return (
            box && (
              <GroupBox
                key={group.id}
                group={group}
                {...box}
                takes={drop?.into === group.id}
                loses={drop !== undefined && drop.into === undefined && losesBy(group, drop)}
                onNodesChange={onNodesChange}
              />
            )
          );
        })}
      </div>
    </ViewportPortal>
  );
}

/** Cards that would leave by the drop are outside already; those that would come in are not yet in it. */
function membersShown(group: FlowGroup, drop: GroupDrop | undefined): readonly string[] {
  return drop && losesBy(group, drop) ? group.nodes.filter((id) => !drop.nodes.includes(id)) : group.nodes;
}

const losesBy = (group: FlowGroup, drop: GroupDrop): boolean =>
  drop.into !== group.id && group.nodes.some((id) => drop.nodes.includes(id));

function placeOf({ position, measured }: CardNode): Rect {
  return {
    ...position,
    width: measured?.width ?? CARD.width,
    height: measured?.height ?? CARD.height,
  };
}

interface GroupBoxProps extends Rect {
  readonly group: FlowGroup;
  readonly takes: boolean;
  readonly loses: boolean;
  readonly onNodesChange: GroupLayerProps['onNodesChange'];
}

const GroupBox = memo(function GroupBox({
  group,
  x,
  y,
  width,
  height,
  takes,
  loses,
  onNodesChange,
}: GroupBoxProps) {
  const store = useStoreApi<CardNode>();
  const selected = useDocument(({ selection }) => group.nodes.every((id) => selection.nodes.includes(id)));
  return (
    <div
      className={classes.box}
      style={
        {
          transform: `translate(${x}px, ${y}px)`,
          width,
          height,
          '--of-group': `var(--naru-${GROUP_TOKENS[knownColour(group)]})`,
        } as CSSProperties
      }
      data-group={group.id}
      data-selected={selected || undefined}
      data-takes={takes || undefined}
      data-loses={loses || undefined}
    >
      <GroupTitle
        group={group}
        selected={selected}
        takes={takes}
        loses={loses}
        zoom={() => store.getState().transform[2]}
        onNodesChange={onNodesChange}
      />
    </div>
  );
});
