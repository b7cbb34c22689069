/** flows/*.json and the reference tables beside them: whether each can run. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { shippedEventTypes } from '../../flows/catalogue/catalogue.ts';
import { validateFlowText } from '../../flows/format/validate.ts';
import { fill, type Text } from '../../nodes/kit/text.ts';
import { CommandError, loadTables } from '../offline/load-flow.ts';
import type { Examination } from './finding.ts';
import { textOfFile } from './text-of-file.ts';

export async function checkFlows({ flows, add }: Examination): Promise<void> {
  let faulty = 0;
  const wrong = (what: Text, todo: Text) => {
    faulty++;
    add({ severity: 'wrong', what, todo });
  };
  const names = jsonFilesOf(flows);
  for (const name of names) {
    const text = textOfFile(join(flows, name));
    if (typeof text !== 'string') {
      wrong(fill(UNREADABLE, { name, code: text.code }), PERMISSIONS);
      continue;
    }
    for (const { severity, node, field, message } of validateFlowText(text, { eventTypes: shippedEventTypes })
      .faults) {
      if (severity !== 'error') continue;
      const place = [node, field].filter(Boolean).join(', ');
      wrong(
        {
          ko: `흐름 ${name}${place && ` (${place})`}: ${message.ko}`,
          en: `Flow ${name}${place && ` (${place})`}: ${message.en}`,
        },
        IN_THE_EDITOR,
      );
    }
  }
  try {
    await loadTables(join(flows, 'tables'));
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    // No folder of tables is no fault.
    if (!error.message.includes('ENOENT'))
      wrong({ ko: `표: ${error.message}`, en: `Table: ${error.message}` }, IN_THE_TABLE);
  }
  if (faulty === 0) add({ severity: 'fine', what: fill(WHOLE, { count: names.length }) });
}

function jsonFilesOf(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json') && !name.startsWith('.'))
      .sort();
  } catch {
    return [];
  }
}

const WHOLE: Text = {
  ko: '흐름: 파일 {count}개와 표에 잘못된 곳이 없습니다.',
  en: 'Flows: nothing is wrong with the {count} files and the tables.',
};
const UNREADABLE: Text = {
  ko: '흐름 {name}을(를) 읽을 수 없습니다({code}).',
  en: 'The flow {name} cannot be read ({code}).',
};
const PERMISSIONS: Text = {
  ko: '파일의 권한을 확인하세요.',
  en: "Check the file's permissions.",
};
const IN_THE_EDITOR: Text = {
  ko: '편집기에서 흐름을 열어 고치고 다시 배포하세요. 배포한 버전이 있으면 그 버전이 계속 실행됩니다.',
  en: 'Open the flow in the editor, mend it, and deploy it again. Where a version was deployed before, that one runs on.',
};
const IN_THE_TABLE: Text = {
  ko: 'flows/tables의 파일을 고치세요.',
  en: 'Mend the file in flows/tables.',
};
