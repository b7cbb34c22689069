/** A flow as a small picture: boxes with their names and the wires between them. */
import '../i18n/start.ts';
import { useTranslation } from 'react-i18next';
import type { FlowFile, FlowNode } from '../../flows/format/flow-file.ts';
import { inputsOf, outputsOf } from '../../flows/format/graph.ts';
import { localize } from '../../nodes/kit/text.ts';
import { definitionOf } from '../../nodes/register.ts';
import { useLanguage } from '../i18n/setup.ts';
import classes from './mini-drawing.module.css';

const BOX = { width: 236, height: 96 };
const MARGIN = 14;
/** Letters of one line, counted as Latin ones; a Korean syllable is as wide as two. */
const LINE = 19;

/** A name on at most two lines. */
export function linesOf(name: string): string[] {
  const lines = [''];
  let room = LINE;
  for (const letter of name) {
    const width = letter.charCodeAt(0) > 0x2e80 ? 2 : 1;
    if (width > room) {
      if (lines.length === 2) return [lines[0], `${lines[1]}…`];
      lines.push('');
      room = LINE;
    }
    lines[lines.length - 1] += letter;
    room -= width;
  }
  return lines.map((line) => line.trim());
}

/** Where on the side of a box a wire begins or ends. */
function heightOf(handles: readonly { readonly id: string }[], handle: string | null | undefined): number {
  const at = Math.max(
    0,
    handles.findIndex(({ id }) => id === handle),
  );
  return (BOX.height * (at + 1)) / (handles.length + 1);
}

export function MiniDrawing({ flow }: { flow: Pick<FlowFile, 'nodes' | 'edges'> }) {
  const { t } = useTranslation('start');
  const language = useLanguage();
  const nameOf = ({ data, type }: FlowNode) =>
    localize(data.label, language, definitionOf(type)?.label[language] ?? type);
  if (flow.nodes.length === 0) return <p className={classes.empty}>{t('guide.previewEmpty')}</p>;
  const xs = flow.nodes.map((node) => node.position.x);
  const ys = flow.nodes.map((node) => node.position.y);
  const left = Math.min(...xs) - MARGIN;
  const top = Math.min(...ys) - MARGIN;
  const width = Math.max(...xs) + BOX.width + MARGIN - left;
  const height = Math.max(...ys) + BOX.height + MARGIN - top;
  const byId = new Map(flow.nodes.map((node) => [node.id, node]));
  const names = flow.nodes.map(nameOf).join(', ');
  return (
    <svg
      className={classes.drawing}
      viewBox={`${left} ${top} ${width} ${height}`}
      // A flow of few nodes is not drawn larger than its cards are on the canvas.
      style={{ maxWidth: width }}
      role="img"
      aria-label={t('guide.previewOf', { nodes: flow.nodes.length, names })}
    >
      {flow.edges.map((edge) => {
        const [from, to] = [byId.get(edge.source), byId.get(edge.target)];
        if (!from || !to) return null;
        const x1 = from.position.x + BOX.width;
        const y1 = from.position.y + heightOf(outputsOf(from), edge.sourceHandle);
        const x2 = to.position.x;
        const y2 = to.position.y + heightOf(inputsOf(to), edge.targetHandle);
        const bend = Math.max(24, (x2 - x1) / 2);
        return (
          <path
            key={edge.id}
            className={classes.wire}
            d={`M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`}
          />
        );
      })}
      {flow.nodes.map((node) => {
        const lines = linesOf(nameOf(node));
        return (
          <g key={node.id} transform={`translate(${node.position.x} ${node.position.y})`}>
            <rect
              className={classes.box}
              data-category={definitionOf(node.type)?.category}
              width={BOX.width}
              height={BOX.height}
              rx={14}
            />
            {lines.map((line, i) => (
              <text
                // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name
                key={i}
                className={classes.name}
                x={BOX.width / 2}
                y={BOX.height / 2 + (i - (lines.length - 1) / 2) * 28}
              >
                {line}
              </text>
            ))}
          </g>
        );
      })}
    </svg>
  );
}
