import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { validateFlow } from '../flows/format/validate.ts';
import { createEngine } from './engine/engine.ts';
import { hostInThread } from './host/host-in-thread.ts';
import { bigAmounts, startNaru, temporaryHome } from './testing/naru-under-test.ts';

it('takes out at the start what was taken away meanwhile, not what is broken or cannot be read', async () => {
  const home = await temporaryHome([bigAmounts('sound')]);
  await writeFile(join(home.flows, 'broken.json'), '{"id": "broken", "nodes": [');
  await mkdir(join(home.flows, 'unreadable.json'));
  const ran = ['sound', 'broken', 'unreadable', 'gone'].map((id) => validateFlow(bigAmounts(id)).flow!);
  const removed: string[] = [];
  const deployed: string[] = [];
  const { naru, warnings, clock } = await startNaru({
    home,
    openHost: (options) => {
      const host = hostInThread(createEngine)(options);
      return {
        ...host,
        recovered: host.recovered.then((recovered) => ({ ...recovered, flows: ran })),
        deploy: async ({ id }) => void deployed.push(id),
        remove: async (id) => void removed.push(id),
      };
    },
  });
  const { runtime } = naru;
  expect(removed).toEqual(['gone']);
  expect(deployed).toEqual(['sound', 'broken', 'unreadable']);
  expect(['sound', 'broken', 'unreadable', 'gone'].map((id) => runtime.isRunning(id))).toEqual([
    true,
    true,
    true,
    false,
  ]);
  expect(runtime.flows.get('broken')?.fileFaults).not.toEqual([]);
  expect(warnings.filter((line) => line.includes('runs on'))).toHaveLength(2);
  // Mended, it is deployed like any other.
  await writeFile(join(home.flows, 'broken.json'), JSON.stringify(bigAmounts('broken')));
  await runtime.flows.look();
  clock.advance(200);
  await runtime.flows.idle();
  expect(runtime.flows.get('broken')?.fileFaults).toEqual([]);
});
