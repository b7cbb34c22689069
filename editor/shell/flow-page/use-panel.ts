/**
 * Whether the panel on the right is open. Until a person decides, a narrow window shows it only while something is
 * selected: a flow that is opened then has the room in which its cards can be read.
 */
import { useLocalStorage } from '@mantine/hooks';
import { useDocument } from '../../document/open-document.ts';

/** A window at least as wide has room for both. */
const WIDE = 1500;

type Choice = 'as-needed' | 'shown' | 'hidden';

export function usePanel(): [boolean, (shown: boolean) => void] {
  const [choice, setChoice] = useLocalStorage<Choice>({
    key: 'naru.panel',
    defaultValue: 'as-needed',
    getInitialValueInEffect: false,
  });
  const anySelected = useDocument(({ selection }) => selection.nodes.length + selection.edges.length > 0);
  const shown = choice === 'as-needed' ? anySelected || innerWidth >= WIDE : choice === 'shown';
  return [shown, (wanted) => setChoice(wanted ? 'shown' : 'hidden')];
}
