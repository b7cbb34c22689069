import { expect, it, onTestFinished } from 'vitest';
import { manualClock } from '../clock.ts';
import { temporaryHome } from '../testing/naru-under-test.ts';
import { type CatalogueStore, openCatalogue } from './catalogue-store.ts';

const change = (type: string) => ({ info: { type, name: type, fields: [] }, revision: 0 });
const namesOf = (store: CatalogueStore) =>
  store
    .list()
    .map(({ info }) => info.type)
    .sort();

it('keeps what is declared while the folder is being looked at', async () => {
  const clock = manualClock();
  const owner = new AbortController();
  onTestFinished(() => owner.abort());
  const { flows } = await temporaryHome();
  const open = () =>
    openCatalogue({ flows, clock, signal: owner.signal, warn: () => {}, onChanged: () => {} });
  const store = await open();
  const all: string[] = [];
  for (let i = 0; i < 12; i++) {
    // The file as it was is about to be read when the next one is written over it.
    await store.look();
    clock.advance(120);
    all.push(`test.t${String(i).padStart(2, '0')}`);
    await Promise.all([store.save([change(all[i])]), store.look()]);
  }
  expect(namesOf(store)).toEqual(all);
  expect(namesOf(await open())).toEqual(all);
});
