/**
 * What becomes of a match: a delivery that waits to be sent, or is done, given up or held already.
 *
 * - What is simulated never leaves: it is written down as `simulated`.
 * - A channel that is not set up holds its deliveries.
 * - One whose deadline has passed is expired.
 */

import { fillTexts, TemplateFault } from '../../nodes/action/fill-template.ts';
import { korean } from '../../nodes/kit/korean.ts';
import { localize, type Text } from '../../nodes/kit/text.ts';
import type { Clock } from '../clock.ts';
import { errorDetail } from '../error-detail.ts';
import type { HostedMatch } from '../host/engine-host.ts';
import { withinLimit } from '../host/kept-data.ts';
import type { Delivery } from '../wire/rest.ts';
import type { Channel, InnerChannel } from './channel.ts';
import { DeliveryFailed } from './delivery-failed.ts';
import { EXPIRED } from './expired.ts';
import { INTERNAL } from './lane.ts';
import type { NewDelivery } from './outbox.ts';
import { scopeOf } from './scope.ts';

export interface DeliveryMakerOptions {
  readonly channels: ReadonlyMap<string, Channel>;
  readonly clock: Clock;
  readonly warn: (line: string) => void;
}

export class DeliveryMaker {
  constructor(private readonly options: DeliveryMakerOptions) {}

  /**
   * An error of ours costs one delivery, not the process; it is kept as one that failed.
   * @param lists where an inner channel is added that has written something down
   */
  make(hosted: HostedMatch, lists: Set<InnerChannel>): NewDelivery {
    try {
      return this.deliveryFor(hosted, lists);
    } catch (error) {
      const { flow, node } = hosted.match;
      const detail = errorDetail(error);
      this.options.warn(`delivery of ${flow}/${node}: ${detail}`);
      return this.failed(this.draft(hosted), INTERNAL, true);
    }
  }

  private draft({ match, action, simulated, lateBy }: HostedMatch): Delivery {
    const now = new Date(this.options.clock.now()).toISOString();
    const latest = action.deadline === undefined || simulated ? undefined : match.time + action.deadline;
    return {
      id: match.id,
      flow: match.flow,
      node: match.node,
      channel: action.channel,
      status: 'pending',
      attempts: 0,
      params: { ...action.params },
      time: new Date(match.time).toISOString(),
      key: typeof match.key === 'object' && match.key !== null ? [...match.key] : match.key,
      data: withinLimit(match.data),
      causes: [...match.causes],
      ...(lateBy !== undefined && { lateBy }),
      ...(latest !== undefined && { deadline: new Date(latest).toISOString() }),
      simulated,
      createdAt: now,
      updatedAt: now,
    };
  }

  private deliveryFor(hosted: HostedMatch, lists: Set<InnerChannel>): NewDelivery {
    const draft = this.draft(hosted);
    const channel = this.options.channels.get(draft.channel);
    if (!channel) return this.failed(draft, noChannel(draft.channel), true);
    let delivery: Delivery;
    try {
      delivery = { ...draft, params: this.prepare(channel, hosted) };
    } catch (error) {
      if (!(error instanceof TemplateFault) && !(error instanceof DeliveryFailed)) throw error;
      return this.failed(draft, error.text, true);
    }
    const latest = delivery.deadline === undefined ? null : Date.parse(delivery.deadline);
    const target = (channel.leaves && channel.target?.(delivery.params)) || channel.name;
    if (latest !== null && this.options.clock.now() >= latest)
      return { delivery: { ...delivery, status: 'expired', ...reasonOf(EXPIRED) }, target, latest: null };
    if (!channel.leaves) return this.written(channel, delivery, lists);
    if (delivery.simulated) return { delivery: { ...delivery, status: 'simulated' }, target, latest: null };
    const unready = channel.unready?.();
    if (unready) return { delivery: { ...delivery, status: 'held', ...reasonOf(unready) }, target, latest };
    return { delivery, target, latest };
  }

  private prepare(channel: Channel, hosted: HostedMatch): Record<string, unknown> {
    const scope = scopeOf(hosted);
    const { params } = hosted.action;
    if (channel.prepare) return channel.prepare(params, scope, hosted);
    return fillTexts(params, scope) as Record<string, unknown>;
  }

  private written(channel: InnerChannel, delivery: Delivery, lists: Set<InnerChannel>): NewDelivery {
    const tried = { ...delivery, attempts: 1 };
    try {
      channel.write(tried);
    } catch (error) {
      if (!(error instanceof DeliveryFailed)) throw error;
      return this.failed(tried, error.text, false);
    }
    if (channel.durable) lists.add(channel);
    return { delivery: { ...tried, status: 'delivered' }, target: channel.name, latest: null };
  }

  private failed(draft: Delivery, reason: Text, unfilled: boolean): NewDelivery {
    const delivery: Delivery = {
      ...draft,
      status: 'failed',
      ...reasonOf(reason),
      ...(unfilled && { unfilled }),
    };
    return { delivery, target: draft.channel, latest: null };
  }
}

function reasonOf(reason: Text): { reason: string; reasonText: Text } {
  return { reason: localize(reason, 'en'), reasonText: reason };
}

function noChannel(name: string): Text {
  return {
    ko: korean`‘${name}’(이)라는 실행 방법이 없습니다.`,
    en: `There is no channel “${name}”.`,
  };
}
