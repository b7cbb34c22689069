/** The scenarios by the id of the flow whose traffic they make up: one line each. */
import type { Scenario } from './scenario.ts';
import { bankAml } from './scenarios/bank-aml.ts';
import { cardMarketing } from './scenarios/card-marketing.ts';
import { insuranceBundleOffer } from './scenarios/insurance-bundle-offer.ts';
import { insuranceClaimCrossSell } from './scenarios/insurance-claim-cross-sell.ts';
import { insuranceFraud } from './scenarios/insurance-fraud.ts';
import { insuranceSalesSupport } from './scenarios/insurance-sales-support.ts';
import { securitiesVip } from './scenarios/securities-vip.ts';

export const scenarios: readonly Scenario[] = [
  insuranceBundleOffer,
  insuranceSalesSupport,
  insuranceFraud,
  insuranceClaimCrossSell,
  bankAml,
  cardMarketing,
  securitiesVip,
];

/** The scenario of a flow, where it has one. */
export function scenarioOf(flowId: string): Scenario | undefined {
  return scenarios.find((scenario) => scenario.flowId === flowId);
}
