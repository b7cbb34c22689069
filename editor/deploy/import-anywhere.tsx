/** A flow file that is dropped anywhere onto the page is imported, and so is a flow's text that is pasted there. */
import { notifications } from '@mantine/notifications';
import { IconFileImport } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isTyping } from '../commands/is-typing.ts';
import { readFlowText } from './flow-json.ts';
import classes from './import-anywhere.module.css';
import { useImport } from './use-import.ts';

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

export function ImportAnywhere() {
  const { t } = useTranslation('deploy');
  const importText = useImport();
  const [over, setOver] = useState(false);

  const [nodeRed, setNodeRed] = useState<string>();

  async function bring(files: readonly File[]) {
    for (const file of files) {
      const text = await file.text();
      // What becomes of each node is read before the flow is made
      if (await isNodeRedExport(text)) {
        setNodeRed(text);
        continue;
      }
      const failed = await importText(text);
      if (failed !== undefined)
        notifications.show({
          color: 'red',
          title: t('importing.fileFailed', { file: file.name }),
          message: failed,
          autoClose: 10_000,
        });
    }
  }
  const latest = useRef(bring);
  latest.current = bring;

  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    // Entering a child comes before leaving its parent: depth tells when the pointer has left the page.
    let depth = 0;
    const enter = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth++;
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      depth = 0;
      setOver(false);
      void latest.current([...(event.dataTransfer?.files ?? [])]);
    };
    const paste = (event: ClipboardEvent) => {
      if (event.defaultPrevented || isTyping(event.target)) return;
      const text = event.clipboardData?.getData('text/plain') ?? '';
      // Anything else that somebody pastes beside a field is not meant for us.
      if (!readFlowText(text).flow) {
        // Other lists that somebody pastes are not meant for us either, and nothing is said of them
        void isNodeRedExport(text).then((is) => is && setNodeRed(text));
        return;
      }
      event.preventDefault();
      void latest.current([new File([text], 'clipboard.json')]);
    };
    addEventListener('dragenter', enter, { signal });
    addEventListener('dragleave', leave, { signal });
    addEventListener('dragover', (event) => hasFiles(event) && event.preventDefault(), { signal });
    addEventListener('drop', drop, { signal });
    addEventListener('paste', paste, { signal });
    return () => controller.abort();
  }, []);

  return (
    <>
      {over && (
        <div className={classes.veil}>
          <div className={classes.box}>
            <IconFileImport size={32} stroke={1.5} aria-hidden />
            {t('importing.dropHere')}
          </div>
        </div>
      )}
      {nodeRed !== undefined && (
        <Suspense>
          <NodeRedBrought key={nodeRed} text={nodeRed} onClose={() => setNodeRed(undefined)} />
        </Suspense>
      )}
    </>
  );
}

/** Loaded when somebody brings such a file. */
const NodeRedBrought = lazy(() =>
  import('../start/node-red-brought.tsx').then((module) => ({ default: module.NodeRedBrought })),
);

/** Exports of Node-RED are lists, or lie in the `flows` of its own files: what is neither need not load its reader. */
const mayBeNodeRed = (text: string) => /^\s*\[\s*\{/.test(text) || /"flows"\s*:/.test(text);

async function isNodeRedExport(text: string): Promise<boolean> {
  if (!mayBeNodeRed(text)) return false;
  const { isNodeRed } = await import('../start/read-import.ts');
  return isNodeRed(text);
}
