/** What an action's channel is called; the names come from the definition of the action. */
import { type Language, localize } from '../../nodes/kit/text.ts';
import { definitionOf } from '../../nodes/register.ts';

/** @example channelName('email', 'ko') // '이메일' */
export function channelName(channel: string, language: Language): string {
  const field = definitionOf('action')?.form.find((each) => each.path === 'channel');
  const option = field?.options?.find((each) => each.value === channel);
  return option ? localize(option.label, language) : channel;
}
