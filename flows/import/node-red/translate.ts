/** Which translation serves which type of Node-RED's nodes: the one list. */
import { change } from './kinds/change.ts';
import { debug, email, httpRequest, httpResponse, streamOut } from './kinds/outputs.ts';
import {
  comment,
  functionNode,
  handler,
  json,
  junction,
  link,
  linkCall,
  template,
  unknown,
} from './kinds/rest.ts';
import { httpIn, inject, streamIn } from './kinds/sources.ts';
import { switchNode } from './kinds/switch.ts';
import { batch, delay, join, trigger } from './kinds/timing.ts';
import type { RedNode } from './red-node.ts';
import type { Translate, Translation } from './translation.ts';

const BY_TYPE: Readonly<Record<string, Translate>> = {
  inject,
  'http in': httpIn,
  'mqtt in': streamIn('mqtt'),
  'websocket in': streamIn('websocket'),
  'tcp in': streamIn('tcp'),
  'udp in': streamIn('udp'),
  'e-mail in': streamIn('mail'),
  switch: switchNode,
  change,
  delay,
  trigger,
  join,
  batch,
  'http request': httpRequest,
  'http response': httpResponse,
  'e-mail': email,
  debug,
  'mqtt out': streamOut('mqtt'),
  'websocket out': streamOut('websocket'),
  comment,
  function: functionNode,
  template,
  'link in': link,
  'link out': link,
  'link call': linkCall,
  junction,
  json,
  catch: handler,
  status: handler,
  complete: handler,
};

/** Nodes from palettes that people install; each author names his own. */
const BY_PATTERN: readonly (readonly [RegExp, Translate])[] = [
  [/kafka.*(out|producer|send|publish)/i, streamOut('kafka')],
  [/kafka.*(in|consumer|receive|subscribe)/i, streamIn('kafka')],
  [/(amqp|rabbit).*(out|publish|send|producer)/i, streamOut('amqp')],
  [/(amqp|rabbit).*(in|consume|receive)/i, streamIn('amqp')],
];

export function translate(node: RedNode): Translation {
  if (Object.hasOwn(BY_TYPE, node.type)) return BY_TYPE[node.type](node);
  const fits = BY_PATTERN.find(([pattern]) => pattern.test(node.type));
  return (fits?.[1] ?? unknown)(node);
}
