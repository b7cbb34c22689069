import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryHome } from '../testing/naru-under-test.ts';
import type { Settings } from '../wire/rest.ts';
import { openSettings } from './settings-store.ts';

const email = { host: 'mail.bank', port: 587, secure: false, user: 'naru', from: 'naru@bank' };
const sms = {
  url: 'https://sms.bank/send',
  method: 'POST' as const,
  contentType: 'application/json',
  body: '{}',
  header: 'x-key',
};

describe('settings', () => {
  it('keep secrets to themselves, on disk for their owner alone, and over a restart', async () => {
    const { data } = await temporaryHome();
    const settings = await openSettings(data, () => {});
    const written = await settings.write({
      email: { ...email, password: 'p' },
      sms: { ...sms, secret: 's' },
    });
    expect(written).toEqual({ email: { ...email, hasPassword: true }, sms: { ...sms, hasSecret: true } });
    expect((await stat(join(data, 'settings.json'))).mode & 0o777).toBe(0o600);
    const again = await openSettings(data, () => {});
    expect(again.read()).toEqual(written);
    expect(again.secret()).toMatchObject({ email: { password: 'p' }, sms: { secret: 's' } });
  });

  it('keep a secret that is left out only as long as it goes to the same place', async () => {
    const settings = await openSettings((await temporaryHome()).data, () => {});
    const set = async (next: Settings) => settings.write(next);
    await set({ email: { ...email, password: 'p' }, sms: { ...sms, secret: 's' } });
    expect(
      await set({
        email: { ...email, from: 'other@bank' },
        sms: { ...sms, url: 'https://sms.bank/v2', body: '{"a":1}' },
      }),
    ).toMatchObject({ email: { hasPassword: true }, sms: { hasSecret: true } });
    expect(
      await set({ email: { ...email, host: 'evil' }, sms: { ...sms, url: 'https://evil/send' } }),
    ).toMatchObject({ email: { hasPassword: false }, sms: { hasSecret: false } });
    await set({ email: { ...email, password: 'p' }, sms: null });
    expect(await set({ email: { ...email, password: '' }, sms: null })).toMatchObject({
      email: { hasPassword: false },
      sms: null,
    });
  });

  it('keep what deliveries keep to where that is left out, and have sensible limits where nothing was set', async () => {
    const data = (await temporaryHome()).data;
    const settings = await openSettings(data, () => {});
    expect(settings.limits()).toMatchObject({
      perSecond: null,
      attempts: 10,
      breakAfter: 5,
      timeoutSeconds: 10,
    });
    await settings.write({ email: null, sms: null, delivery: { ...settings.limits(), perSecond: 5 } });
    await settings.write({ email: null, sms: null });
    const again = await openSettings(data, () => {});
    expect(again.limits().perSecond).toBe(5);
    expect(again.read().delivery?.perSecond).toBe(5);
  });

  it('start anew where the file is broken, and put it aside', async () => {
    const { data } = await temporaryHome();
    await writeFile(join(data, 'settings.json'), '{"format":1');
    const warnings: string[] = [];
    const settings = await openSettings(data, (line) => warnings.push(line));
    expect(settings.read()).toEqual({ email: null, sms: null });
    expect(warnings).toHaveLength(1);
    expect(await readdir(data)).toContain('settings.json.broken');
  });

  it('remember which flows are stopped', async () => {
    const { data } = await temporaryHome();
    const settings = await openSettings(data, () => {});
    await Promise.all([
      settings.setStopped('a', true),
      settings.setStopped('b', true),
      settings.setStopped('a', false),
    ]);
    expect([settings.isStopped('a'), settings.isStopped('b')]).toEqual([false, true]);
    expect(JSON.parse(await readFile(join(data, 'settings.json'), 'utf8')).stopped).toEqual(['b']);
  });
});
