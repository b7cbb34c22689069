/** /api/catalogue: the event types that ship, that people declare, and that simply came. */

import { z } from 'zod';
import { korean } from '../../nodes/kit/korean.ts';
import type { Runtime } from '../runtime.ts';
import { CatalogueFileBroken, TypeConflict, TypeRefused } from '../store/catalogue-store.ts';
import {
  catalogueDetailSchema,
  catalogueEntrySchema,
  catalogueSchema,
  dismissTypeSchema,
  saveTypeSchema,
  saveTypesSchema,
} from '../wire/catalogue.ts';
import { ApiProblem } from './problem.ts';
import { type AnyRoute, defineRoute } from './route.ts';

const TAG = 'catalogue';

export function catalogueRoutes({ catalogue, declaredTypes }: Runtime): AnyRoute[] {
  const detail = (type: string) => {
    const entry = catalogue.get(type);
    if (!entry) throw unknownType(type);
    return entry;
  };
  return [
    defineRoute({
      method: 'get',
      path: '/api/catalogue',
      tag: TAG,
      summary: 'All event types: with their fields, where they come from, and who uses them',
      answers: { 200: { description: 'Each of them, by name', schema: catalogueSchema } },
      handle: () => {
        const items = catalogue.list();
        const { fileProblem } = catalogue;
        return { body: { items, total: items.length, ...(fileProblem && { fileProblem }) } };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/catalogue',
      tag: TAG,
      summary: 'Declares several types at once: all of them, or none',
      body: saveTypesSchema,
      answers: {
        200: { description: 'As they stand now', schema: z.object({ items: z.array(catalogueEntrySchema) }) },
      },
      problems: [409],
      handle: async ({ body: { types } }) => {
        const saved = await save(() => declaredTypes.save(types));
        return { body: { items: saved.map(({ info }) => entryOf(detail(info.type))) } };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/catalogue/{type}',
      tag: TAG,
      summary: 'One type, with the last events of it',
      answers: { 200: { description: 'The type', schema: catalogueDetailSchema } },
      problems: [404],
      handle: ({ params }) => ({ body: detail(params.type) }),
    }),
    defineRoute({
      method: 'put',
      path: '/api/catalogue/{type}',
      tag: TAG,
      summary: 'Declares a type, or changes it',
      description:
        'With the revision that the change was made on, 0 for a type that nobody declared. A declared type goes before one that ships under its name.',
      body: saveTypeSchema,
      answers: { 200: { description: 'As it stands now', schema: catalogueDetailSchema } },
      problems: [409],
      handle: async ({ params, body }) => {
        if (body.info.type !== params.type) throw otherName(params.type, body.info.type);
        await save(() => declaredTypes.save([body]));
        return { body: detail(params.type) };
      },
    }),
    defineRoute({
      method: 'put',
      path: '/api/catalogue/{type}/dismissed',
      tag: TAG,
      summary: 'Dismisses a type that came and that nobody declared, or takes that back',
      description:
        'Forms do not offer a dismissed type to be chosen. It stays in the catalogue, marked as such.',
      body: dismissTypeSchema,
      answers: { 200: { description: 'As it stands now', schema: catalogueDetailSchema } },
      problems: [404, 409],
      handle: async ({ params, body }) => {
        detail(params.type);
        if (!(await catalogue.setDismissed(params.type, body.dismissed))) throw declaredAlready(params.type);
        return { body: detail(params.type) };
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/api/catalogue/{type}',
      tag: TAG,
      summary: 'Takes a declaration back',
      description: 'Of a type that ships, what ships counts again.',
      query: z.object({ revision: z.coerce.number().int().nonnegative() }),
      answers: { 204: { description: 'It is gone' } },
      problems: [404, 409],
      handle: async ({ params, query }) => {
        const isGone = await save(() => declaredTypes.remove(params.type, query.revision));
        if (!isGone) throw unknownType(params.type);
        return {};
      },
    }),
  ];
}

function entryOf<Entry extends { readonly samples: unknown }>({ samples: _, ...entry }: Entry) {
  return entry;
}

async function save<Result>(change: () => Promise<Result>): Promise<Result> {
  try {
    return await change();
  } catch (error) {
    if (error instanceof TypeRefused) {
      const [first] = error.faults;
      throw new ApiProblem(400, 'event-type-refused', first.message, { faults: error.faults });
    }
    if (error instanceof TypeConflict)
      throw new ApiProblem(
        409,
        'revision-conflict',
        {
          ko: korean`이벤트 종류 ‘${error.type.slice(0, 80)}’을(를) 다른 사람이 먼저 바꿨습니다. 다시 불러온 뒤 고치세요.`,
          en: `Somebody else changed the event type “${error.type.slice(0, 80)}” first. Load it again, then change it.`,
        },
        { revision: error.revision },
      );
    if (error instanceof CatalogueFileBroken)
      throw new ApiProblem(409, 'catalogue-file-broken', {
        ko: `flows/catalogue/declared.json에 잘못된 곳이 있어 덮어쓰지 않았습니다. 파일을 고친 뒤 다시 저장하세요. ${error.problem.ko}`,
        en: `flows/catalogue/declared.json is wrong, and is not written over. Mend the file, then save again. ${error.problem.en}`,
      });
    throw error;
  }
}

function unknownType(type: string): ApiProblem {
  const shown = type.slice(0, 80);
  return new ApiProblem(404, 'unknown-event-type', {
    ko: korean`이벤트 종류 ‘${shown}’이(가) 없습니다.`,
    en: `There is no event type “${shown}”.`,
  });
}

function declaredAlready(type: string): ApiProblem {
  const shown = type.slice(0, 80);
  return new ApiProblem(409, 'type-declared', {
    ko: korean`‘${shown}’은(는) 등록된 이벤트 종류여서 숨길 수 없습니다. 더 쓰지 않는다면 등록을 지우세요.`,
    en: `The event type “${shown}” is declared and cannot be dismissed. If nobody needs it, delete its declaration.`,
  });
}

function otherName(asked: string, given: string): ApiProblem {
  return new ApiProblem(400, 'bad-request', {
    ko: `주소의 이벤트 종류는 ‘${asked.slice(0, 80)}’인데 내용에는 ‘${given.slice(0, 80)}’입니다. 둘을 같게 하세요.`,
    en: `The address says “${asked.slice(0, 80)}” and the body “${given.slice(0, 80)}”. Make them alike.`,
  });
}
