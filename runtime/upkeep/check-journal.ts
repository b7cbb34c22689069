/** The journal: every record of every segment is read, and its checksum looked at. */
import { join } from 'node:path';
import { fill, type Text } from '../../nodes/kit/text.ts';
import { type JournalFile, machineFiles } from '../journal/journal-files.ts';
import { recover } from '../journal/recovery.ts';
import { walkSegment } from '../journal/segment-walk.ts';
import { type Segment, Segments, segmentNamed } from '../journal/segments.ts';
import { type Examination, repairOr } from './finding.ts';

export interface JournalExtent {
  /** Position of the oldest record that is there. */
  readonly start: number;
  /** Behind the last whole record. */
  readonly end: number;
}

/** @returns undefined where there is no journal */
export async function checkJournal(examination: Examination): Promise<JournalExtent | undefined> {
  const folder = join(examination.data, 'journal');
  const files = await machineFiles.list(folder).catch(unlessMissing);
  const segments = new Segments(
    folder,
    (files ?? []).flatMap((file) => segmentNamed(file) ?? []),
  );
  const { last } = segments;
  if (!last) return undefined;
  const walk = new JournalWalk(examination, segments);
  for (const [index, segment] of segments.all.entries()) await walk.segment(segment, index);
  await walk.mendTail();
  const { records, troubles } = walk;
  if (troubles === 0)
    examination.add({
      severity: 'fine',
      what: fill(WHOLE, { records, megabytes: Math.ceil(walk.bytes / 2 ** 20) }),
    });
  return { start: segments.all[0].start, end: walk.end };
}

class JournalWalk {
  records = 0;
  bytes = 0;
  troubles = 0;
  /** Behind the last whole record so far. */
  end = 0;
  private tail: { readonly segment: Segment; readonly at: number; readonly length: number } | undefined;

  constructor(
    private readonly examination: Examination,
    private readonly segments: Segments,
  ) {}

  async segment(segment: Segment, index: number): Promise<void> {
    const { add } = this.examination;
    const { start, salt, name } = segment;
    if (index > 0 && start > this.end && this.tail === undefined) {
      this.troubles++;
      add({ severity: 'wrong', what: fill(MISSING, { from: this.end, to: start }), todo: RESTORE });
    }
    const limit = this.segments.limit(index);
    const file = await this.opened(segment);
    if (!file) {
      this.end = limit;
      return;
    }
    try {
      const { end, isCut } = await walkSegment(
        { file, start, salt, from: start, limit },
        {
          record: () => {
            this.records++;
          },
          damaged: (from, to) => {
            this.troubles++;
            add({
              severity: 'wrong',
              what: fill(DAMAGED, { name, position: from, offset: from - start, length: to - from }),
              todo: SET_ASIDE,
            });
          },
        },
      );
      this.bytes += limit - start;
      this.end = isCut ? end : limit;
      if (isCut) await this.cut(segment, index, { at: end, length: limit - end });
    } finally {
      await file.close();
    }
  }

  /** While a runtime runs, an old one may go at any moment. */
  private opened(segment: Segment): Promise<JournalFile | undefined> {
    const opened = machineFiles.open(this.segments.path(segment), 'read');
    return this.examination.isRunning ? opened.catch(unlessMissing) : opened;
  }

  /** At the end of all it was never acknowledged; before that, it was. */
  private async cut(
    segment: Segment,
    index: number,
    { at, length }: { at: number; length: number },
  ): Promise<void> {
    if (index === this.segments.all.length - 1) {
      this.tail = { segment, at, length };
      return;
    }
    this.troubles++;
    this.examination.add({
      severity: 'wrong',
      what: fill(DAMAGED, { name: segment.name, position: at, offset: at - segment.start, length }),
      todo: SET_ASIDE,
    });
    this.end = this.segments.all[index + 1].start;
  }

  /** What a running one is just writing looks the same. */
  async mendTail(): Promise<void> {
    const { tail, examination } = this;
    if (!tail || examination.isRunning) return;
    this.troubles++;
    const { segment, length } = tail;
    await repairOr(examination, fill(TORN, { name: segment.name, length }), CUT, async () => {
      const { open } = await recover(machineFiles, this.segments.folder);
      await open?.file.close();
    });
  }
}

function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

const WHOLE: Text = {
  ko: '저널: 기록 {records}건이 모두 온전합니다({megabytes}MiB).',
  en: 'Journal: all {records} records are whole ({megabytes} MiB).',
};
const DAMAGED: Text = {
  ko: '저널: 파일 {name}의 {offset}번째 바이트부터 {length}바이트가 손상되었습니다(위치 {position}).',
  en: 'Journal: {length} bytes of the file {name}, from its byte {offset} on, are damaged (position {position}).',
};
const SET_ASIDE: Text = {
  ko: '나루는 시작할 때 이 부분을 건너뛰고 data/damaged에 따로 보관합니다. 디스크를 점검하고, 백업이 있으면 naru restore로 되돌리는 것을 검토하세요.',
  en: 'When Naru starts it leaves this out and puts it aside in data/damaged. Have the disk checked; where there is a backup, consider `naru restore`.',
};
const MISSING: Text = {
  ko: '저널: {from} 위치부터 {to} 위치 앞까지의 기록이 든 파일이 없습니다.',
  en: 'Journal: the file with the records from position {from} up to {to} is missing.',
};
const RESTORE: Text = {
  ko: '파일을 옮기거나 지웠다면 data/journal에 되돌려 놓으세요. 없으면 백업에서 naru restore로 되돌리세요.',
  en: 'If the file was moved or removed, put it back into data/journal. Otherwise take a backup back by `naru restore`.',
};
const TORN: Text = {
  ko: '저널: 마지막 파일 {name}의 끝 {length}바이트는 다 쓰지 못한 기록입니다. 접수를 알린 적이 없는 내용입니다.',
  en: 'Journal: the last {length} bytes of the file {name} are a record that was never written whole. It was acknowledged to nobody.',
};
const CUT: Text = {
  ko: '다 쓰지 못한 부분을 잘라 냈습니다.',
  en: 'The unfinished part was cut off.',
};
