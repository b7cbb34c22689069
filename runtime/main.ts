/**
 * runtime: runs flows. Around a pure engine it has what takes events in, delivers what follows, keeps what people
 * configure, and tells the page what happens.
 *
 * This file: `npm start` ends here. Reads the environment, opens the home, serves until it is told to stop.
 */
import { join } from 'node:path';
import { shippedEventTypes } from '../flows/catalogue/catalogue.ts';
import { validateFlow } from '../flows/format/validate.ts';
import { shippedTables } from '../flows/tables/tables.ts';
import { steadyClock, systemClock } from './clock.ts';
import { EnvironmentFault, readEnvironment } from './environment.ts';
import { openHome } from './home.ts';
import { hostInWorker } from './host/host-in-worker.ts';
import { createServer } from './server.ts';
import { scenarioOf } from './simulate/scenarios.ts';
import { FolderInUse, lockFolder } from './store/folder-lock.ts';
import { trialInWorker } from './trial/trial-in-worker.ts';
import { projectVersion } from './version.ts';

/** Ms between two checkpoints, at least. */
const LEAST_APART = 50;

/** How long an end may take before it is forced. */
const PATIENCE = 5_000;

/** Built beside this file. */
const WORKER = join(import.meta.dirname, 'engine-worker.js');
const TRIAL_WORKER = join(import.meta.dirname, 'trial-worker.js');

async function main(): Promise<void> {
  const environment = readEnvironment(process.env);
  const { port, host, token, origins, webhookAllow } = environment;
  const home = await openHome(environment.home);
  const giveBack = lockFolder(home.data);
  process.once('exit', giveBack);
  const end = new AbortController();
  const server = await createServer({
    home,
    clock: steadyClock(systemClock),
    openHost: hostInWorker(WORKER),
    runTrial: trialInWorker(TRIAL_WORKER, systemClock, end.signal),
    validate: validateFlow,
    scenarioOf,
    eventTypes: shippedEventTypes,
    tableInfos: shippedTables,
    origins,
    version: projectVersion(),
    warn: (line) => console.error(`${new Date(systemClock.now()).toISOString()} ${line}`),
    ...(token !== undefined && { token }),
    ...(webhookAllow !== undefined && { webhookAllow }),
    ...(environment.catchUp !== undefined && { catchUp: environment.catchUp * 1_000 }),
    keep: {
      ms: (environment.journalDays ?? 7) * 24 * 60 * 60_000,
      bytes: (environment.journalGigabytes ?? 2) * 1024 ** 3,
      ...(environment.checkpointSeconds !== undefined && {
        checkpointEvery: Math.max(LEAST_APART, environment.checkpointSeconds * 1_000),
      }),
    },
  });
  const stop = () => {
    end.abort();
    systemClock.after(PATIENCE, () => process.exit(1), new AbortController().signal);
    void server.close().then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const listening = await server.start(port, host);
  console.log(`Naru: http://${host.includes(':') ? `[${host}]` : host}:${listening}`);
}

/** What the system refused, where a person who starts the runtime can do something about it. */
function sentenceOf(error: unknown): string | undefined {
  const {
    name,
    message,
    code = '',
    syscall,
    path,
    port,
  } = error as NodeJS.ErrnoException & { port?: number };
  if (name === 'SqliteError' || message.startsWith('ConnectionFailed'))
    return `data/naru.db를 열 수 없습니다(${code || message}). naru doctor로 상태를 확인한 뒤 naru restore로 백업을 되돌리세요. 백업이 없으면 이 파일을 다른 곳으로 옮기고 시작하세요. 기다리던 것은 그대로지만, 보내던 것과 그 기록은 그 파일에 남습니다.\ndata/naru.db cannot be opened (${code || message}). Look at it with \`naru doctor\`, then take a backup back by \`naru restore\`. Without one, move the file away and start: what waits is still there, but deliveries that were pending and their history stay in that file.`;
  if (syscall === 'listen' || syscall === 'getaddrinfo') {
    if (code === 'EADDRINUSE')
      return '이 포트를 다른 프로그램이 쓰고 있습니다. PORT로 다른 포트를 정하세요.\nThe port is in use by another program. Choose another one by PORT.';
    if (code === 'EACCES')
      return `포트 ${port}번은 이 사용자로 열 수 없습니다. PORT로 1024 이상의 포트를 정하세요.\nThis user may not open port ${port}. Choose one from 1024 upwards by PORT.`;
    return `HOST에 적은 주소에서 접속을 기다릴 수 없습니다(${code}). 이 컴퓨터의 주소를 적으세요.\nIt is not possible to listen on the address in HOST (${code}). Give an address of this machine.`;
  }
  // It does not always say for which file there is no room.
  if (code === 'ENOSPC')
    return '데이터 폴더가 있는 디스크가 가득 차서 시작할 수 없습니다. 공간을 비우고 다시 시작하세요. 기다리던 것은 그대로 남아 있습니다.\nThe disk with the data folder is full, so it cannot start. Make some room and start again. Nothing that waits is lost.';
  if (path === undefined || code === '') return undefined;
  return `파일을 읽거나 쓸 수 없습니다: ${path}(${code}). 폴더의 권한과 디스크를 확인하거나 NARU_HOME으로 다른 폴더를 정하세요.\n${path} could not be read or written (${code}). Check the folder's permissions and the disk, or choose another folder by NARU_HOME.`;
}

main().catch((error: unknown) => {
  if (error instanceof EnvironmentFault || error instanceof FolderInUse)
    console.error(`${error.text.ko}\n${error.text.en}`);
  else console.error(sentenceOf(error) ?? error);
  process.exit(1);
});
