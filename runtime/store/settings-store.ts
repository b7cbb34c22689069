/**
 * What an operator has set, in `data/settings.json` (lowdb): the channels that leave the house, and which flows are
 * stopped. Passwords lie in it, so the file is for its owner alone, and they never leave by `read`.
 */
import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { type Adapter, Low } from 'lowdb';
import { z } from 'zod';
import { type DeliveryLimits, deliveryLimitsSchema, type Settings, settingsSchema } from '../wire/rest.ts';
import { writeAtomically } from './atomic-write.ts';

const storedSchema = z.looseObject({
  format: z.literal(1),
  channels: settingsSchema,
  /** Flows that a person stopped; a deployed flow runs unless it is here. */
  stopped: z.array(z.string()),
});
type Stored = z.infer<typeof storedSchema>;

const fresh = (): Stored => ({ format: 1, channels: { email: null, sms: null }, stopped: [] });

/** lowdb's own file adapter neither flushes nor guards the file's permissions. */
function guardedFile(path: string, onBroken: (moved: string) => void): Adapter<Stored> {
  return {
    async read() {
      let text: string;
      try {
        text = await readFile(path, 'utf8');
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
        throw error;
      }
      try {
        return storedSchema.parse(JSON.parse(text));
      } catch {
        // Start with nothing set rather than not at all; what was there is kept for a person to look at.
        await rename(path, `${path}.broken`);
        onBroken(`${path}.broken`);
        return null;
      }
    },
    write: (data) => writeAtomically(path, `${JSON.stringify(data, null, 2)}\n`, 0o600),
  };
}

export interface SettingsStore {
  /** For a reader: `hasPassword` and `hasSecret` in the place of the secrets. */
  read(): Settings;
  /** With the secrets: for the channels. */
  secret(): Settings;
  /** What deliveries keep to. */
  limits(): DeliveryLimits;
  /**
   * Replaces the settings. A secret that is left out stays as it was, unless where it would be sent has changed: who
   * may change a host must not thereby learn the password of another.
   */
  write(settings: Settings): Promise<Settings>;
  isStopped(flow: string): boolean;
  setStopped(flow: string, stopped: boolean): Promise<void>;
}

/** @param warn is told where a broken file was put aside */
export async function openSettings(data: string, warn: (line: string) => void): Promise<SettingsStore> {
  const file = guardedFile(join(data, 'settings.json'), (moved) =>
    warn(`The settings could not be read; they were put aside as ${moved}`),
  );
  const db = new Low<Stored>(file, fresh());
  await db.read();
  let last: Promise<void> = Promise.resolve();
  /** One write after another, in the order in which they were asked for. */
  const save = (): Promise<void> => {
    last = last.catch(() => {}).then(() => db.write());
    return last;
  };
  return {
    read: () => withoutSecrets(db.data.channels),
    secret: () => db.data.channels,
    limits: () => limitsOf(db.data.channels.delivery),
    async write(settings) {
      db.data.channels = {
        email: mergeEmail(settings.email, db.data.channels.email),
        sms: mergeSms(settings.sms, db.data.channels.sms),
        ...limitsSet(settings, db.data.channels),
      };
      await save();
      return withoutSecrets(db.data.channels);
    },
    isStopped: (flow) => db.data.stopped.includes(flow),
    async setStopped(flow, stopped) {
      if (db.data.stopped.includes(flow) === stopped) return;
      db.data.stopped = stopped ? [...db.data.stopped, flow] : db.data.stopped.filter((id) => id !== flow);
      await save();
    },
  };
}

function mergeEmail(next: Settings['email'], before: Settings['email']): Settings['email'] {
  if (!next) return null;
  const { hasPassword: _, password, ...rest } = next;
  const sameDoor =
    before?.host === next.host &&
    before.port === next.port &&
    before.user === next.user &&
    before.secure === next.secure;
  const kept = password ?? (sameDoor ? before.password : undefined);
  return kept ? { ...rest, password: kept } : rest;
}

function mergeSms(next: Settings['sms'], before: Settings['sms']): Settings['sms'] {
  if (!next) return null;
  const { hasSecret: _, secret, ...rest } = next;
  const sameDoor =
    before !== null && before.header === next.header && originOf(before.url) === originOf(next.url);
  const kept = secret ?? (sameDoor ? before.secret : undefined);
  return kept ? { ...rest, secret: kept } : rest;
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : url;
}

function withoutSecrets(settings: Settings): Settings {
  const { email, sms, delivery } = settings;
  return { email: email && hideEmail(email), sms: sms && hideSms(sms), ...(delivery && { delivery }) };
}

const DEFAULT_LIMITS: DeliveryLimits = deliveryLimitsSchema.parse({});

/** What is left out stays as it was. */
function limitsSet(next: Settings, before: Settings): Pick<Settings, 'delivery'> {
  const delivery = next.delivery ?? before.delivery;
  return delivery ? { delivery } : {};
}

function limitsOf(set: DeliveryLimits | undefined): DeliveryLimits {
  return set ?? DEFAULT_LIMITS;
}

function hideEmail({ password, ...rest }: NonNullable<Settings['email']>): Settings['email'] {
  return { ...rest, hasPassword: Boolean(password) };
}

function hideSms({ secret, ...rest }: NonNullable<Settings['sms']>): Settings['sms'] {
  return { ...rest, hasSecret: Boolean(secret) };
}
