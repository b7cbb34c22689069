/**
 * test/bench: how fast a flow goes from a file of events to its matches, beside a loop that only parses the file.
 *
 * This file: the events. Thirty days in order of time, seven types mixed, so that each of the five workloads finds
 * some thousand matches in a million events and has some hundred thousand keys to remember.
 */
import { Random } from './random.ts';

export interface EventFileOptions {
  readonly events: number;
  /** How many customers, accounts and cards there are of each. */
  readonly keys: number;
  readonly seed: number;
}

export const DEFAULTS: EventFileOptions = { events: 1_000_000, keys: 100_000, seed: 42 };

const START = Date.UTC(2026, 2, 1);
const SPAN = 30 * 86_400_000;

/** Share of each type, in percent, and who writes its `data`. */
const MIX = [
  { percent: 28, type: 'card.payment.approved', data: payment },
  { percent: 25, type: 'bank.transaction.posted', data: transaction },
  { percent: 6, type: 'insurance.profile.changed', data: profileChange },
  { percent: 6, type: 'insurance.claim.received', data: claim },
  { percent: 8, type: 'insurance.quote.requested', data: quote },
  { percent: 7, type: 'insurance.inquiry.received', data: inquiry },
  { percent: 20, type: 'securities.order.executed', data: order },
] as const;

const WHICH = MIX.flatMap(({ percent }, index) => Array<number>(percent).fill(index));

interface World {
  readonly random: Random;
  readonly keys: number;
  /** Customers with a quote, of whom most will inquire, sooner or later. */
  readonly quoted: number[];
  readonly traders: Trader[];
}

/** Somebody who trades one symbol to and fro for a while. */
interface Trader {
  account: number;
  symbol: number;
  ordersLeft: number;
  holds: boolean;
}

/** The lines of a file, one event each, without line ends. The same options give the same lines. */
export function* eventLines({ events, keys, seed }: EventFileOptions): Generator<string> {
  const random = new Random(seed);
  const world: World = { random, keys, quoted: [], traders: [] };
  // So many that one of them orders some nine times an hour, however few events there are.
  for (let i = 0; i < events; i += 25_000) world.traders.push(newTrader(world));
  const step = SPAN / events;
  for (let i = 0; i < events; i++) {
    const { type, data } = MIX[WHICH[random.below(100)]];
    const time = new Date(START + Math.floor((i + random.next()) * step)).toISOString();
    yield `{"id":"e${i}","source":"/bench","type":"${type}","time":"${time}","data":{${data(world)}}}`;
  }
}

const digits = (value: number, length: number) => String(value).padStart(length, '0');
const customer = (world: World) => `"customerId":"C${digits(world.random.below(world.keys), 6)}"`;

function payment(world: World): string {
  const { random, keys } = world;
  const card = digits(random.below(keys), 6);
  return `"cardNo":"K${card}","merchantId":"M${digits(random.below(50), 3)}","amount":${1000 + random.below(999) * 1000}`;
}

/** Most accounts move money now and then; one in fifty does half of all transactions. */
function transaction({ random, keys }: World): string {
  const account = random.next() < 0.5 ? random.below(Math.ceil(keys / 50)) * 50 : random.below(keys);
  const amount =
    random.next() < 0.8 ? 10_000 + random.below(2_900_000) : 3_000_000 + random.below(50_000_000);
  return `"accountNo":"A${digits(account % keys, 6)}","direction":"${random.next() < 0.7 ? 'deposit' : 'withdrawal'}","amount":${amount}`;
}

function profileChange(world: World): string {
  return `${customer(world)},"branch":"B${digits(world.random.below(10), 3)}","item":"address"`;
}

function claim(world: World): string {
  const { random } = world;
  return `${customer(world)},"branch":"B${digits(random.below(10), 3)}","amount":${10_000 * (1 + random.below(500))}`;
}

function quote(world: World): string {
  const { random, keys, quoted } = world;
  const who = random.below(keys);
  if (random.next() < 0.9) quoted.push(who);
  return `"customerId":"C${digits(who, 6)}","product":"auto","premium":${300_000 + random.below(900_000)}`;
}

/** Of somebody who asked for a quote lately, rarely longer than a day ago. */
function inquiry(world: World): string {
  const { random, quoted } = world;
  const who = quoted.length > 0 ? takeAny(random, quoted) : random.below(world.keys);
  return `"customerId":"C${digits(who, 6)}","channel":"web","topic":"${random.next() < 0.8 ? 'join' : 'product'}"`;
}

function takeAny(random: Random, from: number[]): number {
  const place = random.below(from.length);
  const taken = from[place];
  from[place] = from[from.length - 1];
  from.pop();
  return taken;
}

function newTrader({ random, keys }: World): Trader {
  // Most buy once and sell once; some go on all day.
  const ordersLeft = random.next() < 0.8 ? 1 + random.below(3) : 6 + random.below(10);
  return { account: random.below(keys), symbol: random.below(800), ordersLeft, holds: false };
}

function order(world: World): string {
  const { random, traders } = world;
  const place = random.below(traders.length);
  const trader = traders[place];
  const side = trader.holds ? 'sell' : 'buy';
  trader.holds = !trader.holds;
  trader.ordersLeft--;
  if (trader.ordersLeft === 0) traders[place] = newTrader(world);
  return `"accountNo":"S${digits(trader.account, 6)}","side":"${side}","symbol":"${digits(trader.symbol, 6)}","price":${1000 + random.below(90_000)}`;
}
