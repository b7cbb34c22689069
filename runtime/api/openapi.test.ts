import { describe, expect, it } from 'vitest';
import { startNaru } from '../testing/naru-under-test.ts';

interface Described {
  openapi: string;
  paths: Record<string, Record<string, { operationId: string; responses: Record<string, unknown> }>>;
  components: { schemas: Record<string, unknown> };
}

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
}

describe('/api/openapi.json', () => {
  it('describes every route that Express has, and no other', async () => {
    const { naru, ask } = await startNaru();
    const described = (await (await ask('GET', '/api/openapi.json')).json()) as Described;
    const stack = naru.app.router.stack as unknown as readonly Layer[];
    const registered = stack.flatMap(({ route }) => {
      // What answers every method answers 405.
      if (!route?.path.startsWith('/api/') || route.methods.trace) return [];
      return ['get', 'post', 'put', 'delete', 'patch']
        .filter((method) => route.methods[method])
        .map((method) => `${method} ${route.path.replace(/:(\w+)/g, '{$1}')}`);
    });
    const documented = Object.entries(described.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect([...new Set(documented)].sort()).toEqual([...new Set(registered)].sort());
    expect(documented.length).toBeGreaterThan(25);
  });

  it('refers only to what it has, and names each operation once', async () => {
    const { ask } = await startNaru({ token: 't' });
    const described = (await (await ask('GET', '/api/openapi.json')).json()) as Described;
    expect(described.openapi).toBe('3.1.0');
    const references = [...JSON.stringify(described).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(
      ([, name]) => name,
    );
    expect(references.length).toBeGreaterThan(20);
    for (const name of references) expect(described.components.schemas).toHaveProperty(name);
    expect(JSON.stringify(described)).not.toContain('"#/$defs');
    const ids = Object.values(described.paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(described.paths['/api/flows/{id}/deploy'].post.responses).toHaveProperty('422');
  });
});
