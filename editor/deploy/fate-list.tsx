/** Nodes with what waits in them, and why it is dropped or what is new for it. */
import { localize } from '../../nodes/kit/text.ts';
import { definitionOf } from '../../nodes/register.ts';
import type { NodeFate } from '../../runtime/wire/deploy.ts';
import { useLanguage } from '../i18n/setup.ts';
import { KindIcon } from '../palette/kind-icon.tsx';
import classes from './fate-list.module.css';
import { useWaitingWords } from './waiting-words.ts';

interface FateListProps {
  readonly nodes: readonly NodeFate[];
  readonly tone: 'bad' | 'warn';
  readonly title?: string;
  readonly help?: string;
  /** Without the sentences: where everything is dropped, each node would say the same. */
  readonly bare?: boolean;
}

export function FateList({ nodes, tone, title, help, bare = false }: FateListProps) {
  const language = useLanguage();
  const words = useWaitingWords();
  if (nodes.length === 0) return null;
  return (
    <section className={classes.section} data-tone={tone}>
      {title && <h3 className={classes.title}>{title}</h3>}
      {help && <p className={classes.help}>{help}</p>}
      <ul className={classes.list} tabIndex={nodes.length > 4 ? 0 : undefined}>
        {nodes.map((node) => {
          const sentences = bare ? [] : node.fate === 'dropped' ? node.reasons : node.changes;
          const kind = definitionOf(node.kind)?.label[language] ?? node.kind;
          return (
            <li key={node.node} className={classes.node} data-node={node.node}>
              <KindIcon kind={node.kind} size={26} />
              <div className={classes.said}>
                <div className={classes.line}>
                  <span className={classes.name}>{localize(node.label, language, kind)}</span>
                  <span className={`${classes.waiting} tabular`}>{words(node.waiting)}</span>
                </div>
                {sentences.map((sentence) => (
                  <p key={sentence.en} className={classes.sentence}>
                    {sentence[language]}
                  </p>
                ))}
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
