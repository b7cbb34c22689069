/** log: the match is written down, nothing more. The outbox is where it stands, so there is nothing else to do. */
import type { InnerChannel } from '../channel.ts';

export const logChannel: InnerChannel = { name: 'log', leaves: false, write() {} };
