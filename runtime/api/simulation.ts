/** /api/flows/{id}/simulation: made-up traffic for a copy of a flow. */
import type { Runtime } from '../runtime.ts';
import { UnknownFlow } from '../store/flow-errors.ts';
import { simulationStateSchema } from '../wire/live.ts';
import { startSimulationSchema } from '../wire/rest.ts';
import { ApiProblem } from './problem.ts';
import { type AnyRoute, defineRoute } from './route.ts';

const TAG = 'simulation';
const STATE = { description: 'The simulation now', schema: simulationStateSchema };
const PATH = '/api/flows/{id}/simulation';

/** @param onViewChanged is told when a flow's page shows the live flow or the copy from now on */
export function simulationRoutes(runtime: Runtime, onViewChanged: (flow: string) => void): AnyRoute[] {
  const { simulations, flows } = runtime;
  return [
    defineRoute({
      method: 'get',
      path: PATH,
      tag: TAG,
      summary: 'Whether it runs, and how fast',
      answers: { 200: STATE },
      problems: [404],
      handle: ({ params }) => {
        if (!flows.get(params.id)) throw new UnknownFlow(params.id);
        return { body: simulations.state(params.id) };
      },
    }),
    defineRoute({
      method: 'post',
      path: PATH,
      tag: TAG,
      summary: 'Starts the traffic, or changes its pace while it runs',
      description:
        'A copy of the deployed flow runs on a simulated clock beside the live one. Another seed starts it anew. What leaves the house is never really sent.',
      body: startSimulationSchema,
      bodyOptional: true,
      answers: { 200: STATE },
      problems: [404, 409],
      handle: async ({ params, body }) => {
        const stored = flows.get(params.id);
        if (!stored) throw new UnknownFlow(params.id);
        if (!stored.running) throw notDeployed();
        const ran = simulations.isRunning(params.id);
        const state = await simulations.start(stored.running, body ?? {});
        if (!state) throw noScenario();
        if (!ran) onViewChanged(params.id);
        return { body: state };
      },
    }),
    defineRoute({
      method: 'delete',
      path: PATH,
      tag: TAG,
      summary: 'Stops the traffic, and forgets the copy',
      answers: { 200: STATE },
      problems: [404],
      handle: async ({ params }) => {
        if (!flows.get(params.id)) throw new UnknownFlow(params.id);
        const ran = simulations.isRunning(params.id);
        await simulations.stop(params.id);
        if (ran) onViewChanged(params.id);
        return { body: simulations.state(params.id) };
      },
    }),
  ];
}

function notDeployed(): ApiProblem {
  return new ApiProblem(409, 'not-deployed', {
    ko: '아직 배포하지 않은 흐름입니다. 먼저 배포하세요.',
    en: 'This flow has not been deployed. Deploy it first.',
  });
}

function noScenario(): ApiProblem {
  return new ApiProblem(409, 'no-scenario', {
    ko: '이 흐름에는 준비된 가상 이벤트가 없습니다.',
    en: 'There is no made-up traffic for this flow.',
  });
}
